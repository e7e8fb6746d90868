# syntax=docker/dockerfile:1
# Two stages: the first builds a virtual environment from the lock, the second carries only it.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/visabot
COPY requirements.lock ./
RUN /opt/visabot/bin/pip install --no-deps --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY feeds ./feeds
COPY storage ./storage
RUN /opt/visabot/bin/pip install --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN groupadd --system --gid 10001 visabot \
 && useradd --system --uid 10001 --gid visabot --home-dir /data --no-create-home visabot \
 && install --directory --owner=visabot --group=visabot /data
COPY --from=build /opt/visabot /opt/visabot
ENV PATH="/opt/visabot/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    VISABOT_DATABASE_URL="sqlite:////data/visabot.sqlite3"
# By number: the host need not know the name (hadolint DL3066).
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=10s --start-period=2m CMD ["visabot", "health"]
ENTRYPOINT ["visabot"]
CMD ["run", "--headless"]
