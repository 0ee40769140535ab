import { expect, test } from 'vitest'
import { fencedCommands, filled, inlineCommands, localTargets, quotedMessages, showsThat } from './commands.ts'

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

test('a text that only begins one is none', () => {
  expect(inlineCommands('In a clone `triptych` is `npm run -s triptych --`; `npx thing`, `triptych shell`.')).toEqual([
    'npx thing',
    'triptych shell',
  ])
})

test('links to files, and pictures; not to pages of others', () => {
  const page = '[a](docs/a.md#part) <img src="b.png"> <source srcset="c.png"> [d](https://d.example/) [e](#part)'
  expect(localTargets(page)).toEqual(['docs/a.md', 'b.png', 'c.png'])
})

test.each([
  ['npm run soak -- --runs 1 --seed 7', 'npm run soak', true],
  ['npm run soak -- --runs 1', 'npm run soak -- --seed 7', false],
  ['npm run soak', 'npm run story', false],
  ['triptych doctor --try demo', 'triptych doctor --try <agent>', true],
  ['triptych doctor', 'triptych doctor --try <agent>', false],
  ['triptych serve', 'npm run -s triptych -- serve', true],
  ['triptych serve', 'npm run -s triptych -- serve [--port <n>]', false],
  ['npm run package -- --dir -c.electronDist=/a', 'npm run package -- -c.electronDist=/b', true],
  ['npm run package -- --dir', 'npm run package -- -c.electronDist=/b', false],
  ['npm test -- --no-agents a.test.ts', 'npm test -- <file>', true],
])('%j shows that %j works: %j', (tried, command, does) => {
  expect(showsThat(tried, command)).toBe(does)
})

test('what is to be filled in is, or it fails', () => {
  expect(filled('triptych show <run>', { run: '1a2b' })).toBe('triptych show 1a2b')
  expect(() => filled('triptych show <run>', {})).toThrow('nothing is known for <run>')
})
