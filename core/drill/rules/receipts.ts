/**
 * What the sandbox says it did, as far as it speaks of this control's own work. A reconcile reports whatever changed, also what
 * is sealed; so only lines are let through that begin with what the control names itself.
 */
import type { ControlWork } from '../../controls/control.ts';
import type { SandboxAction, StandingOperation } from '../../sandbox/operations.ts';

const mostLines = 8;
const longestLine = 240;

/** Lines for everybody; those that say the same of several slots are one. Work that found everything as it wanted it says so. */
export function receiptOf(work: ControlWork | null, did: readonly string[]): string[] {
  if (work?.type === 'action') return shown(did.filter((line) => new RegExp(`^${escaped(subjectOf(work.action))}(-\\d+)?: `).test(line)));
  if (work?.type !== 'standing') return [];
  const rules = work.operations.map(ruleOf);
  const own = did.flatMap((line) => rules.find(({ pattern }) => pattern.test(line))?.words(line) ?? []);
  return own.length > 0 ? shown(own) : ['Nothing changed: it was so already'];
}

/** The message of work that failed, where it speaks of that work. */
export function failureOf(work: ControlWork | null, message: string): string[] {
  if (work?.type !== 'standing') return receiptOf(work, [message]);
  return work.operations.some((operation) => ruleOf(operation).pattern.test(message)) ? shown([message]) : [];
}

function shown(lines: readonly string[]): string[] {
  return merged(lines)
    .slice(0, mostLines)
    .map((line) => line.slice(0, longestLine));
}

interface Rule {
  pattern: RegExp;
  /** The line with what is set beside what was touched. */
  words: (line: string) => string;
}

const asItIs = (line: string): string => line;
const says = (what: string) => (line: string) => `${line.slice(0, line.indexOf(': '))}: ${what}`;

function ruleOf(operation: StandingOperation): Rule {
  switch (operation.kind) {
    case 'policy':
      return {
        pattern: slotLine(operation.service, `policy ${escaped(operation.key)}$`),
        words: says(`${operation.key} is ${operation.value}`),
      };
    case 'flag':
      return {
        pattern: new RegExp(`^[a-z-]+-\\d+: flag ${escaped(operation.flag)}$`),
        words: says(`flag ${operation.flag} is ${operation.variant}`),
      };
    case 'version':
    case 'scale':
    case 'canary':
      return { pattern: slotLine(operation.service, '(started|drained|[\\d.]+ drained)'), words: asItIs };
    case 'cordon':
      return { pattern: new RegExp(`^${escaped(operation.slot)}: (its )?consumer`), words: consumerWords('out of its group') };
    case 'consumerFlow':
      return { pattern: slotLine(operation.service, '(its )?consumer'), words: consumerWords(operation.flow) };
    case 'job':
      return {
        pattern: new RegExp(`^[a-z-]+-\\d+: policy job\\.${escaped(operation.job)}$`),
        words: says(`job ${operation.job} is ${operation.state}`),
      };
    case 'redisConfig':
      return { pattern: /^redis: maxmemory/, words: asItIs };
    default:
      // Faults and load are no controls.
      return { pattern: /(?!)/, words: asItIs };
  }
}

/** An instance that was told says `consumer`; one that is not there yet says more. */
function consumerWords(state: string): (line: string) => string {
  return (line) => (line.endsWith(': consumer') ? `${line} is ${state}` : line);
}

/** What the receipt of an action speaks of. */
function subjectOf(action: SandboxAction): string {
  switch (action.kind) {
    case 'restart':
      return action.target;
    case 'redisFlush':
      return 'redis';
    case 'offsetSkip':
    case 'offsetsReset':
      return action.service;
    case 'deadLetterRedrive':
      return action.topic;
    case 'sessionEnd':
    case 'analyze':
    case 'indexCreate':
      return 'postgres';
  }
}

function slotLine(service: string, what: string): RegExp {
  return new RegExp(`^${escaped(service)}-\\d+: ${what}`);
}

/** `catalog-1: policy cache.mode`, `catalog-2: policy cache.mode` give `policy cache.mode: catalog-1, catalog-2`. */
function merged(lines: readonly string[]): string[] {
  const subjects = new Map<string, string[]>();
  for (const line of lines) {
    const [subject = '', ...rest] = line.split(': ');
    const what = rest.join(': ');
    subjects.set(what, [...(subjects.get(what) ?? []), subject]);
  }
  return [...subjects].map(([what, names]) => (names.length === 1 ? `${names.join()}: ${what}` : `${what}: ${names.join(', ')}`));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
