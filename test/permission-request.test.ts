import { describe, expect, it } from 'vitest'
import { canBeRemembered, permissionRequest } from '../shared/permission-request.ts'

const subject = (request: unknown): unknown => ({ turnId: 't', request: JSON.stringify(request) })

describe('permissionRequest', () => {
  it.each([
    ['a command line', { rawInput: { command: 'npm install left-pad' } }, 'npm install left-pad'],
    ['arguments', { rawInput: { command: ['bash', '-lc', 'npm ci && npm test'] } }, 'bash -lc "npm ci && npm test"'],
    ['another name for it', { rawInput: { cmd: 'ls' } }, 'ls'],
    ['none', { rawInput: { path: 'a.ts' } }, null],
    ['one of another type', { rawInput: { command: { run: 'ls' } } }, null],
    ['no arguments', { rawInput: { command: [] } }, null],
  ])('reads the command of %s', (_, toolCall, command) => {
    expect(permissionRequest(subject({ toolCall })).command).toBe(command)
  })

  it('gathers paths from locations, differences and the input, each once', () => {
    const toolCall = {
      title: 'Edit a.ts',
      kind: 'edit',
      locations: [{ path: '/w/a.ts' }],
      content: [{ type: 'diff', path: '/w/b.ts' }, { type: 'text' }, null],
      rawInput: { file_path: '/w/a.ts', cwd: '/w' },
    }
    const request = permissionRequest(subject({ toolCall }))
    expect(request).toMatchObject({ toolKind: 'edit', folder: '/w', isRecognised: true })
    expect(request.paths).toEqual(['/w/a.ts', '/w/b.ts'])
  })

  it('knows what would be fetched', () => {
    const toolCall = {
      title: 'Look it up',
      kind: 'fetch',
      rawInput: { url: 'https://words.invalid/polite', method: 'GET' },
    }
    expect(permissionRequest(subject({ toolCall }))).toMatchObject({
      addresses: ['https://words.invalid/polite'],
      isRecognised: true,
    })
  })

  it.each([
    ['another method', subject({ method: 'session/elicit', params: { mode: 'url' } })],
    ['a title alone: it may be a model’s words', subject({ toolCall: { title: 'npm install' } })],
    ['no JSON', { turnId: 't', request: 'npm install' }],
    ['a subject of another form', { something: 'else' }],
    ['nothing', null],
  ])('does not recognise %s, and keeps it whole', (_, value) => {
    const request = permissionRequest(value)
    expect(request.isRecognised).toBe(false)
    expect(request.command).toBeNull()
    if (value !== null) expect(request.raw).not.toBeNull()
  })
})

it('an answer stands for identical requests only where they can be known', () => {
  const subjects = [{ key: 'sha256:a', request: '{}' }, { key: null, request: '{}' }, { request: '{}' }, null]
  expect(subjects.map(canBeRemembered)).toEqual([true, false, false, false])
})
