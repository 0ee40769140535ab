import path from 'node:path'
import { openHost } from '../../../electron/host.ts'
import { contract, type MethodName } from '../../../shared/contract.ts'
import type { FaultRun, Figure } from '../section.ts'
import { inputsFor, STRANGE_METHODS } from './inputs.ts'
import { fits, SHAPES } from './shapes.ts'

const CODES = ['bad_input', 'not_found', 'refused', 'already_decided', 'stale', 'unavailable', 'internal']
/** They start programs, and their input holds nothing that could be wrong: what does not fit is tried all the same. */
const COSTLY: readonly MethodName[] = ['system.doctor', 'agents.list', 'repositories.add', 'storage.read', 'demo.start']

const METHODS = Object.keys(contract) as MethodName[]

/** Generated inputs for every method of the whole application, over a real data folder. */
export async function methodFigures({ seed, folder }: FaultRun, count: number): Promise<Figure[]> {
  const faults: unknown[] = []
  const host = openHost({
    ...{ home: path.join(folder, 'home'), environment: { PATH: path.dirname(process.execPath) } },
    shell: {
      ...{
        kind: 'serve',
        version: '0',
        electron: null,
        pickFolder: null,
        reveal: null,
        openLink: null,
        openWindow: null,
        keyStore: null,
        updates: null,
      },
      ...{ launch: null },
    },
    report: (error) => faults.push(error),
  })
  try {
    const { call } = host.connect(() => undefined)
    const tally = { asked: 0, within: 0, outside: [] as string[], odd: [] as string[] }
    for (const method of METHODS) {
      for (const input of inputsFor(method, seed, count)) {
        const isWithin = fits(input, SHAPES[method])
        if (isWithin && COSTLY.includes(method)) continue
        const reply = await call(method, input)
        tally.asked += 1
        tally.within += Number(isWithin)
        const isTaken = !isWellFormed(reply) || reply.ok || reply.error.code !== 'bad_input'
        if (!isWithin && isTaken) tally.outside.push(`${method} ${shown(input)}`)
        if (!isWellFormed(reply)) tally.odd.push(`${method} ${shown(reply)}`)
      }
    }
    for (const method of STRANGE_METHODS) {
      const reply = await call(method, {})
      tally.asked += 1
      if (!isWellFormed(reply) || reply.ok) tally.outside.push(shown(method))
    }
    const figure = (what: string, bad: readonly string[], detail = bad.slice(0, 3).join(' | ')): Figure => ({
      ...{ what, count: tally.asked, bad: bad.length },
      ...(detail === '' ? {} : { detail }),
    })
    const within = `${METHODS.length} methods; ${tally.within} inputs were as they should be, and were answered`
    return [
      figure(
        'inputs outside of the schema that were taken',
        tally.outside,
        tally.outside.length === 0 ? within : undefined,
      ),
      figure('replies that were not well-formed', tally.odd),
      figure('faults of ours', faults.map(shown)),
    ]
  } finally {
    await host.close()
  }
}

interface WellFormed {
  ok: boolean
  error: { code: string }
}

function isWellFormed(reply: unknown): reply is WellFormed {
  if (typeof reply !== 'object' || reply === null || !('ok' in reply)) return false
  if (reply.ok === true) return 'value' in reply && !('error' in reply)
  if (reply.ok !== false || !('error' in reply)) return false
  const { error } = reply
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return false
  return (
    CODES.includes(String(error.code)) && typeof error.message === 'string' && JSON.stringify(reply).length < 100_000
  )
}

function shown(value: unknown): string {
  if (value instanceof Error) return String(value.stack).slice(0, 500)
  return (
    JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each))?.slice(0, 200) ??
    String(value)
  )
}
