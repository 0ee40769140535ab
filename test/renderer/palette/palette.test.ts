import { describe, expect, test } from 'vitest'
import type { Route } from '../../../renderer/route.ts'
import { paletteItems } from '../../../renderer/views/palette/items.ts'
import { findItems, type PaletteItem } from '../../../renderer/views/palette/match.ts'
import { runRow, runView } from '../rows.ts'

const item = (text: string, part: Partial<PaletteItem> = {}): PaletteItem => ({
  id: text,
  section: 'Here',
  kind: 'command',
  text,
  note: '',
  keys: null,
  run: () => undefined,
  ...part,
})
const texts = (items: readonly PaletteItem[], typed: string): string[] =>
  findItems(items, typed).flatMap(({ found }) => found.map(({ item: { text } }) => text))

describe('what is typed', () => {
  test('is found at the beginning first, then at the beginning of a word, then inside, then in the note', () => {
    const items = [
      item('Unreviewed files'),
      item('Decide', { note: 'review' }),
      item('Next review'),
      item('Review the result'),
      item('Preview'),
    ]
    expect(texts(items, 'rev')).toEqual(['Review the result', 'Next review', 'Unreviewed files', 'Preview', 'Decide'])
  })

  test('is all of its words, in whatever order and case', () => {
    const items = [item('Add cursor pagination', { note: 'harbour-api' }), item('Add a flag', { note: 'ledger' })]
    expect(texts(items, 'PAGI  add')).toEqual(['Add cursor pagination'])
    expect(texts(items, 'harbour cursor')).toEqual(['Add cursor pagination'])
    expect(texts(items, 'cursor ledger')).toEqual([])
  })

  test('may name what is looked for: commands, runs or files', () => {
    const items = [item('Diff'), item('Diff run', { kind: 'run' }), item('Diff file', { kind: 'file' })]
    expect(['diff', '> diff', '#diff', '/ diff', '>'].map((typed) => texts(items, typed))).toEqual([
      ['Diff', 'Diff run', 'Diff file'],
      ['Diff'],
      ['Diff run'],
      ['Diff file'],
      ['Diff'],
    ])
  })

  test('is marked where it was found', () => {
    const [section] = findItems([item('Next unreviewed file')], 'rev fi')
    expect(section?.found[0]?.parts).toEqual([
      { at: 0, text: 'Next un', isTyped: false },
      { at: 7, text: 'rev', isTyped: true },
      { at: 10, text: 'iewed ', isTyped: false },
      { at: 16, text: 'fi', isTyped: true },
      { at: 18, text: 'le', isTyped: false },
    ])
  })

  test('leaves a text whole whose small letters take more room', () => {
    expect(findItems([item('İSTANBUL')], 'stan')[0]?.found[0]?.parts).toEqual([
      { at: 0, text: 'İSTANBUL', isTyped: false },
    ])
  })

  test('shows only so much of a section', () => {
    const many = Array.from({ length: 50 }, (_, index) => item(`Run ${index}`))
    expect([texts(many, '').length, texts(many, 'run').length]).toEqual([8, 12])
  })
})

test('what waits comes first, then what can be done here, then everywhere; each leads to its place', () => {
  const gone: Route[] = []
  const gate = { id: 'g', runId: 'run-1', kind: 'final', question: 'Deliver?', openedAt: '' } as const
  const row = runRow({ gate, status: 'awaiting_approval' })
  const command = (keys: string, label: string, group: string) => ({ keys, label, group, run: () => undefined })
  const artifact = {
    id: 'a',
    runId: 'run-1',
    role: null,
    kind: 'diff',
    path: 'x/1-diff.diff',
    createdAt: '',
    metadata: {},
  }
  const items = paletteItems(
    {
      commands: [
        command('g i', 'inbox', 'Anywhere'),
        command('mod+i', 'inbox', 'Anywhere'),
        command('mod+1', 'run 1 in the rail', 'Anywhere'),
        command('p', 'pause', 'Run'),
      ],
      gates: [gate],
      runs: [row],
      open: runView({ row, artifacts: [artifact] }),
      now: new Date(),
    },
    (route) => gone.push(route),
  )
  expect(items.map(({ section, text, note, keys }) => [section, text, note, keys])).toEqual([
    ['Waiting for you', 'Review the result', 'Make it work · harbour-api', null],
    ['Here', 'Pause', 'Run', 'p'],
    ['Anywhere', 'Inbox', '', 'g i'],
    ['Runs', 'Make it work', 'harbour-api · Needs you', null],
    ['Artifacts of this run', 'Diff of the whole result', '1-diff.diff', null],
  ])
  for (const { run } of items) run()
  expect(gone.map((route) => (route.name === 'run' ? [route.tab, route.item] : route.name))).toEqual([
    ['review', null],
    ['review', null],
    ['artifacts', 'a'],
  ])
})
