import { expect, test } from 'vitest'
import { fencedCommands, filled, inlineCommands, quotedMessages } from './commands.ts'

const PAGE = `# Page

Text with \`triptych show <run>\`, \`npm test\` and \`git log\`; \`triptych show <run>\` again.

\`\`\`sh
npm start       # the window
# nothing but a comment
triptych run --goal "a # b"
\`\`\`

1. In a list:

   \`\`\`sh
   triptych doctor
   \`\`\`

\`\`\`json
{ "triptych": "is no command" }
\`\`\`

| you see | it means |
|---|---|
| \`npm ci ended with …\` | it did |
| \`the run …: a\` or *b* | \`not this\` |
`

test('fenced commands come without comments, also in lists; other languages are none', () => {
  expect(fencedCommands(PAGE)).toEqual(['npm start', 'triptych run --goal "a', 'triptych doctor'])
})

test('inline commands are ours, each once', () => {
  expect(inlineCommands(PAGE)).toEqual(['triptych show <run>', 'npm test'])
})

test('messages are those of first columns, in pieces', () => {
  expect(quotedMessages(PAGE)).toEqual(['npm ci ended with', 'the run'])
})

test('what is to be filled in is, or it fails', () => {
  expect(filled('triptych show <run>', { run: '1a2b' })).toBe('triptych show 1a2b')
  expect(() => filled('triptych show <run>', {})).toThrow('nothing is known for <run>')
})
