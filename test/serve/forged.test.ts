/** None is answered with anything of ours, none opens a line, none uses a token up. */
import { expect, test } from 'vitest'
import { fakeHost } from './fake-host.ts'
import { forgedRequests, type Known } from './forged-requests.ts'
import { ask, letIn, serve, targetOf } from './support.ts'

test('two hundred forged requests are two hundred refusals', async () => {
  const calls: unknown[] = []
  const host = fakeHost(async (method) => {
    calls.push(method)
    return { ok: true, value: null }
  })
  const served = await serve({ host })
  const known: Known = { port: served.port, cookie: await letIn(served), entry: targetOf(served.address()) }
  const forged = forgedRequests(known)
  expect(forged.length).toBeGreaterThanOrEqual(200)

  const answers = await Promise.all(forged.map(({ target, ...options }) => ask(served.port, target, options)))
  const granted = forged.filter((_request, index) => {
    const answer = answers[index]
    const isRefused = answer !== undefined && answer.status >= 400 && answer.status < 500
    return (
      !isRefused || answer.headers['set-cookie'] !== undefined || /<title>Triptych<|body \{\}|secret/.test(answer.body)
    )
  })
  expect(granted).toEqual([])
  expect({ calls, windows: host.connected, reported: served.reported }).toEqual({ calls: [], windows: 0, reported: [] })
  // And none of them used the address up: it still opens a browser.
  expect(targetOf(served.address())).toBe(known.entry)
  expect((await ask(served.port, known.entry)).status).toBe(303)
})
