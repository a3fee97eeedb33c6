# salarypred with its model, for one machine or many:
#
#   docker build -t salarypred .
#   docker run --rm -i salarypred predict - < advert.txt
#   docker run --rm --user "$(id -u)" -v "$PWD:/data" salarypred predict adverts.parquet --output pay.parquet
#   docker run --rm -p 127.0.0.1:8000:8000 salarypred serve --host 0.0.0.0 --workers 2
#
# The server listens on the container's own loopback unless --host 0.0.0.0 is given: it asks no
# password, so what reaches it must be decided by whoever starts it. For engines:
#   docker build -t salarypred-dask --build-arg EXTRAS=web,dask .
FROM python:3.13-slim AS build
ARG EXTRAS=web
WORKDIR /source
COPY . .
RUN python -m venv /opt/salarypred \
    && /opt/salarypred/bin/pip install --no-cache-dir ".[${EXTRAS}]"

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home salarypred && mkdir /data && chown salarypred /data
COPY --from=build /opt/salarypred /opt/salarypred
# One thread a process: processes are what work side by side.
ENV PATH=/opt/salarypred/bin:$PATH \
    OMP_NUM_THREADS=1 \
    OPENBLAS_NUM_THREADS=1 \
    PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["python", "-c", \
    "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=8)"]
ENTRYPOINT ["salarypred"]
CMD ["serve"]
