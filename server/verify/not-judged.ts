/** Nothing can be said about the scenario: no steady state, a fault nobody felt, a sandbox that died. The message is a reason in the report. */
export class NotJudged extends Error {}
