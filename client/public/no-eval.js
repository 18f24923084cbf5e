// The content policy forbids code made from strings; zod would try that for speed. Read by zod when it is loaded, so it stands before it.
globalThis.__zod_globalConfig = { jitless: true };
