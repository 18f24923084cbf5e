/** Text of strangers in Markdown: it must come out as the characters they typed, never as markup, links or HTML. */

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '&#64;' };

/** Characters nobody can see, and those that turn the direction of the text around them. */
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** One line, safe in a paragraph, a list item and a table cell. */
export function inline(text: string): string {
  return text
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .replace(invisible, '')
    .trim()
    .replace(/[&<>@]/g, (character) => entities[character] ?? character)
    .replace(/[\\`*_[\]|~]/g, (character) => `\\${character}`)
    .replace(/^(?:[-+=#]|\d+(?=[.)]))/, startOfBlock)
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (written) => `${written.slice(0, -1)}&#46;`);
}

/** At the start of a line these would begin a list, a heading or a rule: `1.` becomes `1\.`, `-` becomes `\-`. */
function startOfBlock(start: string): string {
  return /\d/.test(start) ? `${start}\\` : `\\${start}`;
}

/** A YAML value in double quotes, on one line: JSON's escapes are YAML's. */
export function yamlText(text: string): string {
  return JSON.stringify(text.replace(/[\s\u2028\u2029]+/g, ' ').replace(invisible, ''));
}
