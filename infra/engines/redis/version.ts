/** The Redis whose behaviour this server follows; told to clients, some of which look at it. */
export const redisVersion = '7.2.4';
