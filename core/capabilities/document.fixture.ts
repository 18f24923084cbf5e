/** `docs/capabilities.md`, made of the map and the tags of the scenarios. */
import { drillsByPractice, type TaggedDrill } from './coverage.ts';
import { capabilityMap } from './map.ts';

const intro = `# Capabilities

Which practice is trained by which drill. Generated from \`core/capabilities\` and the tags of \`scenarios/\` by its test; do not edit.
It tells what each incident is about: players see numbers, and the drills they have played, under \`/capabilities\`.
`;

export function capabilitiesDocument(drills: readonly (TaggedDrill & { id: string })[]): string {
  const covered = drillsByPractice(drills);
  const sections = capabilityMap.map(({ name, practices }) =>
    [
      `## ${name}`,
      '',
      ...practices.map((practice) => {
        const trained = covered[practice.id].map(({ id, title }) => `${title} (\`${id}\`)`).join(', ');
        return `- **${practice.name}**: ${practice.meaning} Drills: ${trained || 'none yet'}.`;
      }),
      '',
    ].join('\n'),
  );
  return [intro, ...sections].join('\n');
}
