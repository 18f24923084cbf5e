/** Releases that the contract suites are run against in CI and that docker-compose.yml names; others of the same line do as well. */
export const toxiproxyVersion = '2.12.0';
export const kafkaVersion = '4.1.1';
export const redisVersion = '7.2.4';
export const postgresVersion = '18.1';
