// Without this script the page works by whole page loads; with it answers follow at once.
"use strict";
const ask = document.getElementById("ask");
const answer = document.getElementById("answer");
const status = document.getElementById("status");
const file = document.getElementById("file");
const clear = document.getElementById("clear");
let latest = 0;

async function send(path, form) {
  const reply = await fetch(path, { method: "POST", body: new FormData(form) });
  return { ok: reply.ok, html: await reply.text(), type: reply.headers.get("content-type") || "" };
}

// Fragments come from this page's own server, which escapes every text of an advert.
function show(place, html) {
  place.innerHTML = html;
  prepare();
}

function refuse(message) {
  answer.innerHTML = '<div class="card problem" role="alert"><h2>No answer</h2><p></p></div>';
  answer.querySelector("p").textContent = message;
}

async function estimate(moved) {
  const mine = ++latest;
  status.textContent = "Estimating ...";
  try {
    const { html, ok } = await send("/answer", ask);
    if (mine !== latest) return;
    status.textContent = ok ? "Here is the estimate." : "No estimate.";
    if (html.startsWith("<!doctype")) { refuse("The text is too large, or the server is busy."); return; }
    show(answer, html);
    if (moved) answer.focus({ preventScroll: false });
    if (file.files.length) await keepFile();
    const why = document.getElementById("why");
    if (!ok || !why || !why.dataset.pending) return;
    const reasons = await send("/answer?why=1", ask);
    if (mine === latest && reasons.ok) {
      show(why, reasons.html);
      delete why.dataset.pending;
    }
  } catch (error) {
    if (mine !== latest) return;
    status.textContent = "";
    refuse("The server does not answer. Does salarypred serve still run?");
  }
}

// The text of a chosen file goes into the box, where it can be read and changed.
async function keepFile() {
  if (file.files[0].size <= 400000) {
    document.getElementById("text").value = await file.files[0].text();
  }
  file.value = "";
}

function prepare() {
  const copy = document.getElementById("copy");
  if (!copy || !navigator.clipboard) return;
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById("filled").value);
      status.textContent = copy.textContent = "Copied";
    } catch (error) {
      status.textContent = "The browser does not allow copying; use the download.";
    }
  });
}

ask.addEventListener("submit", (event) => {
  if (event.submitter && event.submitter.hasAttribute("formaction")) return; // a download
  event.preventDefault();
  estimate(true);
});
for (const name of ["place", "rank", "contract_time", "contract_type", "as_of"]) {
  document.getElementById(name).addEventListener("change", () => {
    if (document.getElementById("text").value.trim()) estimate(false);
  });
}
file.addEventListener("change", () => { if (file.files.length) estimate(true); });
clear.hidden = false;
document.getElementById("plain").hidden = true; // changes are answered at once
clear.addEventListener("click", () => {
  latest += 1;
  answer.textContent = status.textContent = "";
  for (const field of ask.querySelectorAll("textarea, input, select")) field.value = "";
  document.getElementById("text").focus();
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  ask.addEventListener(kind, (event) => {
    event.preventDefault();
    ask.classList.toggle("dropping", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length) {
      file.files = event.dataTransfer.files;
      estimate(true);
    }
  });
}

const batch = document.getElementById("batch");
const said = document.getElementById("batch-status");
batch.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = batch.querySelector("button");
  if (document.getElementById("adverts").files[0].size > Number(batch.dataset.most)) {
    said.textContent = "The file is too large for this server.";
    return;
  }
  button.disabled = true;
  said.textContent = "Reading and estimating; large files take minutes ...";
  try {
    const reply = await fetch("/api/batch", { method: "POST", body: new FormData(batch) });
    if (!reply.ok) {
      said.textContent = `No answer: ${(await reply.json()).error}`;
    } else {
      const name = /filename="([^"]+)"/.exec(reply.headers.get("content-disposition") || "");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await reply.blob());
      link.download = name ? name[1] : "adverts-with-pay.csv";
      link.click();
      URL.revokeObjectURL(link.href);
      said.textContent = `Done: ${link.download}`;
    }
  } catch (error) {
    said.textContent = "The server does not answer. Does salarypred serve still run?";
  }
  button.disabled = false;
});
prepare();
const pending = document.getElementById("why");
if (pending && pending.dataset.pending) estimate(false);
