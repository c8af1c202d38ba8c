# syntax=docker/dockerfile:1
# The service on a slim Debian: models and sample prices are fetched and checked while it is built,
# nothing is fetched when it runs. `docker build -t tapecheck .`; docs/operations.md has the rest.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 TAPECHECK_HOME=/opt/tapecheck/home
RUN python -m venv /opt/tapecheck/venv
WORKDIR /src
COPY requirements.txt ./
RUN /opt/tapecheck/venv/bin/pip install --require-hashes -r requirements.txt
COPY . .
RUN /opt/tapecheck/venv/bin/pip install --no-deps . \
 && /opt/tapecheck/venv/bin/tapecheck models fetch \
 && /opt/tapecheck/venv/bin/tapecheck prices sample

FROM python:3.11-slim-bookworm
ENV PATH=/opt/tapecheck/venv/bin:$PATH \
    TAPECHECK_HOME=/opt/tapecheck/home \
    PYTHONUNBUFFERED=1
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin tapecheck \
 && install -d -o tapecheck -g tapecheck -m 0750 /data
COPY --from=build /opt/tapecheck /opt/tapecheck
USER tapecheck
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["tapecheck"]
CMD ["serve", "--db", "/data/notes.db", "--host", "0.0.0.0"]
