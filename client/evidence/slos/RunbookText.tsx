import Markdown from 'react-markdown';
import gfm from 'remark-gfm';

/** Markdown as text and tables; HTML in it stays text. */
export default function RunbookText({ text }: { text: string }) {
  return <Markdown remarkPlugins={[gfm]}>{text}</Markdown>;
}
