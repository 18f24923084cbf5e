import { joinHouse } from './joined-house.ts';
import { refusalText } from './refusal-text.ts';
import { parseOptions, UsageError } from './usage.ts';

/** Prints the post-mortem of an ended drill as Markdown. */
export async function reportCommand(args: string[]): Promise<number> {
  const { positionals } = parseOptions(args, {});
  const [drillId] = positionals;
  if (!drillId) throw new UsageError('Name a drill, such as INC-0042.');
  const house = await joinHouse({ withSandbox: false });
  try {
    const response = await fetch(`${house.url}/api/v1/drills/${encodeURIComponent(drillId)}/postmortem.md`);
    const text = await response.text();
    if (response.ok) process.stdout.write(text);
    else process.stderr.write(`${refusalText(JSON.parse(text))}\n`);
    return response.ok ? 0 : 1;
  } finally {
    await house.leave();
  }
}
