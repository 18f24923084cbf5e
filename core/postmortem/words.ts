/** Figures as text: the same everywhere, whatever machine it runs on. */

/** `1 min 05 s`; negative spans keep their sign; `not reached` for null. */
export function spanText(ms: number | null): string {
  if (ms === null) return 'not reached';
  const seconds = Math.round(Math.abs(ms) / 1000);
  const sign = ms < 0 && seconds > 0 ? '-' : '';
  return seconds < 60 ? `${sign}${seconds} s` : `${sign}${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
}

/** Game clock: `T+01:05`, `T-08:00`. */
export function clockText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  return `T${ms < 0 ? '-' : '+'}${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
}

/** `12.3 %`; one decimal below 10 %. `no events` for null. */
export function percentText(share: number | null): string {
  if (share === null) return 'no events';
  const percent = share * 100;
  return `${Math.abs(percent) < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}

/** 123456 cents as `1 234.56`. */
export function moneyText(cents: number): string {
  const whole = Math.floor(cents / 100)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, ' ');
  return `${whole}.${pad(cents % 100)}`;
}

/** ` {maxmemoryMb: 64}`, or nothing. */
export function parametersText(parameters: Record<string, string | number | boolean>): string {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}: ${value}`);
  return pairs.length === 0 ? '' : ` {${pairs.join(', ')}}`;
}

function pad(value: number): string {
  return Math.floor(value).toString().padStart(2, '0');
}
