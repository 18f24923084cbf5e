// The house that is looked at, over HTTP: its shop, its drills, the facilitator's hand on them.

/** The longest until a shop is up, or its steady state is proven or not. */
export const warmMs = 300_000;

/** Asks until it holds. @param what said when it does not in time */
export async function eventually(holds, { what, timeoutMs = warmMs }) {
  for (const until = Date.now() + timeoutMs; Date.now() < until; ) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`not in ${Math.round(timeoutMs / 1000)} s: ${what}`);
}

/** @param url where it is served @param key the facilitator's */
export function houseAt(url, key) {
  const own = new Set();
  let commands = 0;

  async function call(path, { token, body } = {}) {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const asked = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/api/v1/${path}`, asked);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 200)}`);
    return JSON.parse(text);
  }
  const facilitate = (path, body) => call(`facilitator/${path}`, { token: key, body });

  function command(drillId, body) {
    commands += 1;
    return facilitate(`drills/${drillId}/commands`, { ...body, commandId: `look-${process.pid}-${commands}` });
  }
  /** Ends what this run has opened, if it still runs. */
  async function callOff(drillId) {
    await command(drillId, { type: 'abort', reason: 'the next picture is of another drill' }).catch(() => {});
  }

  return {
    ...{ url, key, call, facilitate, command, callOff },
    /** Drills of this run may be ended by it; those of others never are. */
    owns: (drillId) => own.add(drillId),
    /** Until the shop is warm and nothing is played. */
    async ready() {
      const { live } = await call('home');
      if (live && !own.has(live.drillId)) throw new Error(`${live.drillId} is being played here; end it first`);
      if (live) await callOff(live.drillId);
      // With the key: while a split desk is played, the shop is shown to operations alone.
      const isReady = async () => (await call('sandbox', { token: key })).state === 'ready' && (await call('home')).live === null;
      await eventually(isReady, { what: 'the shop is warm and nobody plays' });
    },
    /** A drill by the facilitator. @returns {Promise<{ drillId: string, code: string }>} */
    async open(request) {
      const opened = await facilitate('drills', request);
      own.add(opened.drillId);
      return opened;
    },
  };
}
