import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ErrorEntry, errorCatalogue } from '../src/domain/errors';

export const ERRORS_DOCUMENT = join(__dirname, '..', 'docs', 'errors.md');

const WHO: Readonly<Record<ErrorEntry['who'], string>> = {
  customer: 'you',
  operator: 'the operator',
  vendor: 'the vendor',
  us: 'us',
};

const INTRODUCTION = `# Errors

Made from \`src/domain/errors.ts\` by \`npx tsx dev/errors-document.ts\`; do not edit it by hand.

Every failed answer is \`application/problem+json\` (RFC 9457). \`code\` is one of those below and never
changes its meaning; \`message\` and \`action\` have the texts in both languages, \`title\` and \`detail\`
are Russian, or English for \`Accept-Language: en\`; \`errors\` lists the wrong fields as
\`{path, code, message}\`; \`requestId\` finds the request in the log. The same codes stand in \`reason\` and
\`health.error\` of an integration and in \`error\` of a run. Words in braces are filled in.

"Who acts": you, in the cabinet or in your program; the operator of this installation; the vendor (it
passes by itself, or their support helps); us (a defect).
`;

function section([code, entry]: [string, ErrorEntry]): string {
  const { status, who, retryable, message, action } = entry;
  return `## \`${code}\`

HTTP ${status}. Who acts: ${WHO[who]}. ${retryable ? 'The same request may succeed later.' : 'The same request fails again.'}

${message.ru} ${action.ru}

*${message.en} ${action.en}*
`;
}

/** The text of docs/errors.md. */
export function errorsDocument(): string {
  return [INTRODUCTION, ...Object.entries(errorCatalogue).map(section)].join('\n');
}

if (require.main === module) writeFileSync(ERRORS_DOCUMENT, errorsDocument());
