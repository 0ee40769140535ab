import { expect, test } from 'vitest'
import { createNoticeBook, tellingAnyhow } from '../electron/notice-book.ts'
import { openStore } from '../electron/store/store.ts'

/** A store with a run that asks one question. */
function asked() {
  const store = openStore(':memory:')
  const { id: runId } = store.runStore.createRun('Add totals', '/srv/ledger-core')
  const gate = store.openGate({ runId, kind: 'login', question: 'Log in?', subject: {}, subjectHash: 'sha256:1' })
  return { store, gate, book: createNoticeBook(store) }
}

test('an open gate is told once, whichever start does it', () => {
  const { store, gate, book } = asked()
  const shown: string[] = []
  expect(book.isToTell(gate)).toBe(true)
  book.tell(gate, () => void shown.push(gate.id))
  expect([shown, book.isToTell(gate), createNoticeBook(store).isToTell(gate)]).toEqual([[gate.id], false, false])
  store.close()
})

test('one that was cut before it was recorded is to be told again', () => {
  const { store, gate, book } = asked()
  const cut = (): void => {
    throw new Error('killed')
  }
  expect(() => book.tell(gate, cut)).toThrow('killed')
  expect(createNoticeBook(store).isToTell(gate)).toBe(true)
  store.close()
})

test('what was seen, or is answered, is not told', () => {
  const { store, gate, book } = asked()
  book.skip(gate)
  expect(book.isToTell(gate)).toBe(false)
  const other = store.openGate({
    ...{ runId: gate.runId, kind: 'login' },
    question: '?',
    subject: {},
    subjectHash: 's',
  })
  store.voidGates(gate.runId, { gateId: other.id })
  expect(book.isToTell(other)).toBe(false)
  store.close()
})

test('a database that refuses is reported, and keeps nobody from being told', () => {
  const { store, gate, book } = asked()
  store.close()
  const [shown, reports]: [string[], unknown[]] = [[], []]
  const patient = tellingAnyhow(book, (error) => void reports.push(error))
  expect(patient.isToTell(gate)).toBe(true)
  patient.tell(gate, () => void shown.push(gate.id))
  patient.skip(gate)
  expect([shown, reports.length]).toEqual([[gate.id], 3])
})
