/** What a text claims, found by its words alone. Rather too little than too much: a claim that is not there helps nobody. */

export type ClaimKind = 'resolved' | 'noImpact' | 'everybody';

/** A share of users or requests: `38 % of checkouts fail`. */
export interface ShareClaim {
  quote: string;
  /** 0 to 1. */
  share: number;
  /** Of those that fail, of those that do well, or it does not say clearly. */
  of: 'failing' | 'served' | 'either';
  /** Components of the page that the sentence speaks of; empty: of none by name. */
  components: string[];
}

/** The sentence that claims it; null when none does. */
export function claimIn(text: string, kind: ClaimKind): string | null {
  return sentencesOf(text).find(claims[kind]) ?? null;
}

export function sharesIn(text: string): ShareClaim[] {
  return sentencesOf(text).flatMap((quote) => {
    if (aboutSomethingElse.test(quote)) return [];
    const [fails, served] = [failing.test(quote), doingWell.test(quote)];
    if (!fails && !served) return [];
    const of = fails && served ? 'either' : fails ? 'failing' : 'served';
    return [...quote.matchAll(percentage)].map(([, figure = '']) => ({
      quote,
      share: Number(figure.replace(',', '.')) / 100,
      of,
      components: componentsIn(quote),
    }));
  });
}

/** Names of the shop's inside in a text for the outside: links, engines, instances, versions, hosts. */
export function insideNamesIn(text: string, links: readonly { link: string; from: string; to: string; kind: string }[]): string[] {
  const lower = text.toLowerCase();
  const engines = links.filter(({ kind }) => ['redis', 'postgres', 'kafka'].includes(kind)).map(({ to }) => to);
  const nodes = links.flatMap(({ from, to }) => [from, to]);
  const found = [
    ...links.filter(({ link }) => lower.includes(link.toLowerCase())).map(({ link }) => link),
    ...engines.filter((engine) => new RegExp(`\\b${escaped(engine)}\\b`, 'i').test(text)),
    ...nodes.flatMap((node) => new RegExp(`\\b${escaped(node)}-\\d+\\b`, 'i').exec(text)?.[0] ?? []),
    ...(text.match(versionOrHost) ?? []),
  ];
  return [...new Set(found)];
}

const percentage = /(\d{1,3}(?:[.,]\d+)?)\s?(?:%|percent\b|per cent\b)/gi;
const versionOrHost = /\b\d+\.\d+\.\d+(?:\.\d+)?\b|\blocalhost(?::\d+)?\b/gi;
const failing =
  /\b(?:fail\w*|errors?|slow\w*|bad|broken|lost|lose|tim(?:e|ed|ing) ?out\w*|hang\w*|affected|cannot|can['’]t|unable|wait\w*|refused)\b/i;
const doingWell = /\b(?:succeed\w*|success\w*|served|works?|working|go(?:es)? through|healthy|fine|available)\b/i;
/** Percentages of other things than users. */
const aboutSomethingElse = /\b(?:traffic|cpu|memory|budgets?|canary|hits?|ratio|rollout|discount|capacity|heap|pool|retries)\b/i;
const openOrDenied =
  /\b(?:not|isn['’]t|aren['’]t|until|once|when|will|should|expect\w*|hope\w*|after|before|if|unless|partly|working on)\b/i;
const good = /\b(?:again|working|works?|fine|served|normal|restored|recovered|can (?:buy|order|pay|check out))\b/i;

const overWords = /\b(?:resolved|fixed|is over|are over|back to normal|recovered|works? again|working again|restored)\b/i;
const noImpactWords =
  /\b(?:no|zero|without) (?:customer |user |visible |noticeable )?(?:impact|effect)\b|\b(?:nobody|no one|no (?:customers?|users?|buyers?)) (?:is|are|was|were) affected\b|\bnot affecting (?:customers|users|buyers|anybody|anyone)\b/i;
const everybodyWords =
  /\b(?:all|every) (?:of our )?(?:customers?|users?|buyers?|shoppers?|requests?|checkouts?|orders?|pages?|payments?)\b|\b(?:everybody|everyone)\b|\b(?:completely|fully|totally) (?:down|out|unavailable)\b|\b(?:total|complete|full) outage\b/i;
const nobodyCan = /\b(?:nobody|no one|no (?:customers?|users?|buyers?)) can\b/i;

const claims: Record<ClaimKind, (sentence: string) => boolean> = {
  resolved: (sentence) => overWords.test(sentence) && !openOrDenied.test(sentence),
  noImpact: (sentence) => noImpactWords.test(sentence),
  everybody: (sentence) =>
    nobodyCan.test(sentence) || (everybodyWords.test(sentence) && !good.test(sentence) && !/\bnot (?:all|every)/i.test(sentence)),
};

const componentWords: readonly [string, RegExp][] = [
  ['browse', /\b(?:brows\w*|products?|pages?|search\w*|catalog\w*|categor\w*)\b/i],
  ['checkout', /\b(?:check ?outs?|orders?|ordering|pay\w*|buy\w*|purchas\w*)\b/i],
  ['delivery', /\b(?:deliver\w*|ship\w*|parcels?)\b/i],
];

function componentsIn(sentence: string): string[] {
  return componentWords.filter(([, words]) => words.test(sentence)).map(([id]) => id);
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?;])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
