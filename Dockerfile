# The server of docker-compose.yml. The engines are containers of their own; only the event log's Postgres comes from npm.
FROM node:22.12.0-bookworm-slim
WORKDIR /srv/brownout
COPY . .
# What every command would do at its start: install and build.
RUN node -e "import('./scripts/setup.mjs').then(({ setUp }) => setUp())"
CMD ["node", "scripts/start.mjs"]
