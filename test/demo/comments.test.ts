import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { answersTo, commentsInPrompt, noteComments } from '../../electron/agents/demo/comments.ts'
import { commentsPart } from '../../electron/engine/prompts/comment-parts.ts'
import type { Comment } from '../../shared/evidence.ts'
import { makeTempFolder } from '../support/repository.ts'

const COMMENTS: Comment[] = [
  { id: 'c1', path: 'a.ts', side: 'new', line: 2, text: 'Name it\nbetter.', excerpt: '  const b = 2' },
  { id: 'c2', path: 'a.ts', side: 'new', fromLine: 1, line: 1, text: 'Why?' },
  { id: 'c3', path: 'a.ts', side: 'old', line: 1, text: 'It was needed.' },
  { id: 'c4', path: 'data.json', side: 'new', line: 1, text: 'No.' },
  { id: 'c5', path: '../out.ts', side: 'new', line: 1, text: 'Outside.' },
  { id: 'c6', path: 'README.md', side: 'new', line: 1, text: 'Say --> more.' },
]
const prompt = `# Triptych · implementation · implement\n\n${commentsPart(COMMENTS)}\n\n## How to work\n`

test('the demo agent reads the comments as the prompt gives them', () => {
  expect(commentsInPrompt(prompt).map(({ id, line, side, text }) => [id, line, side, text])).toEqual([
    ['c1', 2, 'new', 'Name it better.'],
    ['c2', 1, 'new', 'Why?'],
    ['c3', 1, 'old', 'It was needed.'],
    ['c4', 1, 'new', 'No.'],
    ['c5', 1, 'new', 'Outside.'],
    ['c6', 1, 'new', 'Say --> more.'],
  ])
  expect(commentsInPrompt('No comments here.')).toEqual([])
})

test('it writes each above its line, once, answers all, and says of which it wrote nothing', async () => {
  const folder = makeTempFolder('noted')
  writeFileSync(path.join(folder, 'a.ts'), 'const a = 1\n  const b = 2\n')
  writeFileSync(path.join(folder, 'data.json'), '{}\n')
  writeFileSync(path.join(folder, 'README.md'), '# Title\n')
  const noted = await noteComments(folder, prompt)
  expect([...noted].sort()).toEqual(['c1', 'c2', 'c6'])
  expect(await noteComments(folder, prompt)).toEqual(noted)
  expect(readFileSync(path.join(folder, 'a.ts'), 'utf8')).toBe(
    '// Asked in review: Why?\nconst a = 1\n  // Asked in review: Name it better.\n  const b = 2\n',
  )
  expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe('<!-- Asked in review: Say  more. -->\n# Title\n')
  expect(answersTo(prompt, noted).map(({ id, outcome }) => [id, outcome])).toEqual([
    ...[
      ['c1', 'done'],
      ['c2', 'done'],
      ['c3', 'declined'],
      ['c4', 'declined'],
      ['c5', 'declined'],
      ['c6', 'done'],
    ],
  ])
})
