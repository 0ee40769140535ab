import { describe, expect, test } from 'vitest'
import { onlyOne } from '../../electron/cli/lookup.ts'

describe('ids', () => {
  const kind = { noun: 'run', list: 'triptych runs', describe: () => 'a goal' }
  const found = [{ id: '3f9c2a10-0000' }, { id: '3f9c2a11-0000' }]
  test('one that matches wholly goes before others that begin so', () => {
    expect(onlyOne([{ id: '3f9c' }, ...found], '3F9C', kind)).toEqual({ ok: true, value: { id: '3f9c' } })
  })
  test('several: all are named', () => {
    const result = onlyOne(found, '3f9c', kind)
    expect(result).toMatchObject({ ok: false, error: { code: 'ambiguous' } })
    if (!result.ok) expect(result.error.message).toMatch(/3f9c2a10-0000 {2}a goal\n.*3f9c2a11-0000/)
  })
  test('none: where ids are found', () => {
    expect(onlyOne([], '3f9c', kind)).toMatchObject({
      error: { code: 'not_found', remedy: 'Ids are in: triptych runs' },
    })
  })
})
