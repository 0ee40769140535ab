import { expect, test } from 'vitest'
import { createPreviews } from '../../../renderer/data/previews.ts'
import type { Client, Input, MethodName, Output, Reply } from '../../../shared/contract.ts'

function doubled() {
  const asked: { id: string; answer(reply: Reply<Output<'artifacts.read'>>): void }[] = []
  const call = <M extends MethodName>(_: M, input: Input<M>): Promise<Reply<Output<M>>> =>
    new Promise((resolve) => {
      const { id } = input as Input<'artifacts.read'>
      asked.push({ id, answer: (reply) => resolve(reply as Reply<Output<M>>) })
    })
  const client: Pick<Client, 'call'> = { call }
  return { asked, previews: createPreviews(client) }
}
const text = (content: string, total = content.length): Reply<Output<'artifacts.read'>> => ({
  ok: true,
  value: { base64: btoa(content), total, sha256: null, mime: 'text/plain' },
})

test('each is read once, and tells whether that is all of it', async () => {
  const { asked, previews } = doubled()
  const [first, again] = [previews.of('a', 3), previews.of('a', 3)]
  asked[0]?.answer(text('abc', 9))
  expect(await first).toEqual({ bytes: new TextEncoder().encode('abc'), isWhole: false })
  expect(await again).toBe(await first)
  expect(asked).toHaveLength(1)
})

test('four are asked for at once; of those that wait, the newest wish goes first', async () => {
  const { asked, previews } = doubled()
  const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => previews.of(id, 1))
  expect(asked.map(({ id }) => id).join('')).toBe('abcd')
  asked[0]?.answer(text('x'))
  asked[1]?.answer({ ok: false, error: { code: 'not_found', message: 'gone' } })
  expect([(await all[0])?.isWhole, await all[1]]).toEqual([true, null])
  expect(asked.map(({ id }) => id).join('')).toBe('abcdfe')
})
