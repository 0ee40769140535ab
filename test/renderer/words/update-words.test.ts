import { expect, test } from 'vitest'
import { updateWords } from '../../../renderer/words/update-words.ts'
import type { UpdateState } from '../../../shared/update.ts'

const next = { version: '2.0.0', notes: 'Faster.' }
const said = (state: UpdateState, works: string | null = null) => {
  const words = updateWords({ version: '1.0.0', state, works })
  return words && [words.title, words.detail, words.notes, words.answers.map(({ label }) => label).join(' · ')]
}

test.each<[UpdateState, string[] | null]>([
  [{ step: 'idle' }, null],
  [{ step: 'checking', by: 'clock' }, null],
  [{ step: 'failed', by: 'clock', message: 'No route.', remedy: 'Go online.' }, null],
  [{ step: 'ready', next, wish: 'later' }, null],
])('nothing is said of %j', (state) => {
  expect(said(state)).toBeNull()
})

test.each<[UpdateState, (string | null)[]]>([
  [{ step: 'checking', by: 'person' }, ['Looking for a newer version…', null, '', '']],
  [{ step: 'newest' }, ['Triptych 1.0.0 is the newest version.', null, '', 'Close']],
  [{ step: 'available', next }, ['Version 2.0.0 is available.', null, 'Faster.', 'Download · Later']],
  [{ step: 'downloading', next, percent: 41 }, ['Downloading version 2.0.0: 41 %', null, '', '']],
  [{ step: 'ready', next, wish: 'none' }, ['Version 2.0.0 is ready.', null, 'Faster.', 'Install when idle · Later']],
  [{ step: 'installing', next }, ['Installing version 2.0.0. Triptych ends and starts again.', null, '', '']],
  [
    { step: 'failed', by: 'person', message: 'No route.', remedy: 'Go online.' },
    ['No route.', 'Go online.', '', 'Look again · Close'],
  ],
])('%j', (state, words) => {
  expect(said(state)).toEqual(words)
})

test('what is waited for is named', () => {
  const detail = 'It is installed as soon as nothing works. 2 runs work.'
  const words = ['Version 2.0.0 is ready.', detail, '', 'Not now']
  expect(said({ step: 'ready', next, wish: 'when_idle' }, '2 runs work.')).toEqual(words)
})
