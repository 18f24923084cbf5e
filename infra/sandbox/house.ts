/** Sessions at Postgres and clients of Redis that belong to the house: nobody in a drill sees or ends them. */
export const house: readonly string[] = ['maintenance', 'ledger', 'provisioning'];
