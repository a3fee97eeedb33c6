// Without this script the page works by whole page loads; with it answers follow at once.
"use strict";
const by = (id) => document.getElementById(id);
const ask = by("ask"), text = by("text"), status = by("status"), file = by("file");
const UNREACHABLE = "The server does not answer. Does salarypred serve still run?";
const KEPT = "salarypred-advert"; // in this tab only, until it is closed
let latest = 0;

async function send(path, form) {
  const reply = await fetch(path, { method: "POST", body: new FormData(form) });
  return { ok: reply.ok, html: await reply.text() };
}

// Fragments come from this page's own server, which escapes every text of an advert.
function show(html, names) {
  const parts = document.createElement("template");
  parts.innerHTML = html;
  for (const part of parts.content.querySelectorAll("[data-part]")) {
    if (names && !names.includes(part.dataset.part)) continue;
    by(`part-${part.dataset.part}`).replaceChildren(...part.childNodes);
  }
  prepare();
}

function refuse(message) {
  for (const name of ["picture", "figure", "more", "why"]) by(`part-${name}`).replaceChildren();
  const box = document.createElement("div");
  box.className = "problem";
  box.setAttribute("role", "alert");
  box.append(Object.assign(document.createElement("h3"), { textContent: "No answer" }));
  box.append(Object.assign(document.createElement("p"), { textContent: message }));
  by("part-hero").replaceChildren(box);
}

async function estimate(moved) {
  const mine = ++latest;
  status.textContent = "Estimating ...";
  by("result").classList.add("waiting");
  try {
    const { html, ok } = await send("/answer", ask);
    if (mine !== latest) return;
    if (!ok) {
      const said = new DOMParser().parseFromString(html, "text/html").querySelector("[role=alert] p, p[role=alert]");
      refuse(said ? said.textContent : "The text is too large, or the server is busy.");
      status.textContent = "No estimate.";
      return;
    }
    // Reasons of the last answer stay until the new ones come, so that nothing jumps.
    const early = by("part-why").querySelector("#why-heading") && !moved;
    show(html, early ? ["hero", "picture", "figure", "more"] : undefined);
    status.textContent = `Estimated: ${by("part-hero").querySelector(".range").textContent.trim()}`;
    if (moved) reveal();
    if (file.files.length) await keepFile();
    by("part-why").setAttribute("aria-busy", "true");
    const reasons = await send("/answer?why=1", ask);
    if (mine === latest && reasons.ok) show(reasons.html, ["why"]);
  } catch (error) {
    if (mine !== latest) return;
    status.textContent = "";
    refuse(UNREACHABLE);
  } finally {
    if (mine === latest) {
      by("result").classList.remove("waiting");
      by("part-why").removeAttribute("aria-busy");
    }
  }
}

// To the answer, where it is not in sight already.
function reveal() {
  const result = by("result");
  result.focus({ preventScroll: true });
  const { top } = result.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight / 2) result.scrollIntoView();
}

// The text of a chosen file goes into the box, where it can be read and changed.
async function keepFile() {
  if (file.files[0].size <= 400000) text.value = await file.files[0].text();
  file.value = "";
  keep();
}

function keep() {
  try { sessionStorage.setItem(KEPT, text.value); } catch (error) { /* private mode: not kept */ }
}

function kept() {
  try { return sessionStorage.getItem(KEPT) || ""; } catch (error) { return ""; }
}

function prepare() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(by(button.dataset.copy).value);
        status.textContent = button.textContent = "Copied";
      } catch (error) {
        status.textContent = "The browser does not allow copying; use the download.";
      }
    };
  }
  const print = by("print");
  if (print) { print.hidden = false; print.onclick = () => window.print(); }
}

function later(work, milliseconds) {
  let timer = 0;
  return () => { clearTimeout(timer); timer = setTimeout(work, milliseconds); };
}

const again = () => { if (text.value.trim()) estimate(false); };

ask.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && button.hasAttribute("formaction")) return; // a download
  event.preventDefault();
  if (button && button.name === "example") {
    for (const field of ask.querySelectorAll("select, input:not([type=radio])")) field.value = "";
    text.value = button.dataset.text;
    keep();
  }
  estimate(true);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  estimate(true);
});
// A sum of one's own goes along from a year to an hour.
let before = ask.querySelector("input[type=radio]:checked");
for (const radio of ask.querySelectorAll("input[type=radio]")) {
  radio.addEventListener("change", () => {
    const sum = Number(by("figure").value.replace(/[£,\s]/g, ""));
    const now = sum * before.dataset.aYear / radio.dataset.aYear;
    if (sum) by("figure").value = now < 100 ? now.toFixed(2) : String(Math.round(now));
    before = radio;
  });
}
for (const field of ask.querySelectorAll("select, input[type=radio], #as_of")) {
  field.addEventListener("change", again);
}
for (const name of ["hours", "figure"]) by(name).addEventListener("input", later(again, 350));
text.addEventListener("input", later(keep, 200));
file.addEventListener("change", () => { if (file.files.length) estimate(true); });
by("clear").hidden = by("keys").hidden = false;
by("again").hidden = true; // changes are answered at once
by("clear").addEventListener("click", () => {
  latest += 1;
  for (const field of ask.querySelectorAll("textarea, select, input:not([type=radio])")) field.value = "";
  keep();
  window.location.replace("/");
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

const batch = by("batch"), said = by("batch-status");
batch.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = batch.querySelector("button");
  if (by("adverts").files[0].size > Number(batch.dataset.most)) {
    said.textContent = "The file is too large for this server.";
    return;
  }
  button.disabled = true;
  by("part-results").replaceChildren();
  said.textContent = "Reading and estimating; large files take minutes ...";
  try {
    const { ok, html } = await send("/batch?part=1", batch);
    const answer = document.createElement("template");
    answer.innerHTML = html;
    const problem = answer.content.querySelector("[role=alert]");
    if (ok) {
      by("part-results").replaceChildren(answer.content);
      said.textContent = "Done: here are the first rows and the report.";
      by("part-results").focus();
    } else {
      const words = problem && (problem.querySelector("p") || problem).textContent;
      said.textContent = `No answer: ${words || "the server refused the file"}`;
    }
  } catch (error) {
    said.textContent = UNREACHABLE;
  }
  button.disabled = false;
});

prepare();
if (!text.value && kept()) text.value = kept();
if (text.value.trim() && !by("estimate")) estimate(false);
