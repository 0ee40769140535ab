import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { parseCommand } from '../../electron/cli/parse-command.ts'
import { runCli } from '../../electron/cli.ts'
import { folderSecrets } from '../../electron/secrets/folder-secrets.ts'
import { fakeKeyStore } from '../secrets/fake-key-store.ts'
import { makeTempFolder } from '../support/repository.ts'
import { openTerminal, type Terminal } from '../support/terminal.ts'

const VALUE = 'correct horse battery staple'

async function secret({ env }: Terminal, stdin: Readable, ...words: string[]) {
  let printed = ''
  const sink = () =>
    new Writable({
      write: (chunk, _encoding, done) => {
        printed += String(chunk)
        done()
      },
    })
  const io = { stdin, stdout: sink(), stderr: sink(), isTerminal: false, colour: false, env, cwd: '/' }
  const exitCode = await runCli(['secret', ...words], io)
  return { exitCode, printed }
}
const nothing = (): Readable => Readable.from([])

/** Standard input as a terminal has it; that the system does not echo is shown by raw mode being on. */
function keyboard() {
  const modes: boolean[] = []
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => modes.push(on) })
  return { stdin, modes }
}

test('set reads the value from standard input, list and remove name it; no line shows the value', async () => {
  const terminal = openTerminal(makeTempFolder())
  const set = await secret(terminal, Readable.from([`${VALUE}\n`]), 'set', 'claude', 'ANTHROPIC_API_KEY')
  expect(set).toMatchObject({
    exitCode: 0,
    printed: expect.stringMatching(/stored for claude.*not encrypted: .*secrets\.json/s),
  })
  const file = path.join(terminal.home, 'secrets.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    v: 1,
    secrets: [{ agentId: 'claude', name: 'ANTHROPIC_API_KEY', store: 'file', value: VALUE }],
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const list = await secret(terminal, nothing(), 'list')
  expect(list.printed).toBe('claude  ANTHROPIC_API_KEY\n')
  const remove = await secret(terminal, nothing(), 'remove', 'claude', 'ANTHROPIC_API_KEY')
  expect(remove.exitCode).toBe(0)
  expect(await secret(terminal, nothing(), 'remove', 'claude', 'ANTHROPIC_API_KEY')).toMatchObject({ exitCode: 2 })
  expect([set, list, remove].map(({ printed }) => printed).join('')).not.toContain('horse')
})

test('at a terminal the value is not shown as it is typed; Ctrl-C gives up', async () => {
  const terminal = openTerminal(makeTempFolder())
  const typing = keyboard()
  const set = secret(terminal, typing.stdin, 'set', 'codex', 'OPENAI_API_KEY')
  for (const key of `${VALUE}\r`) typing.stdin.write(key)
  const { exitCode, printed } = await set
  expect({ exitCode, modes: typing.modes }).toEqual({ exitCode: 0, modes: [true, false] })
  expect(printed).toMatch(/^Value of OPENAI_API_KEY for codex \(it is not shown\): \n/)
  expect(printed).not.toContain('horse')
  expect(readFileSync(path.join(terminal.home, 'secrets.json'), 'utf8')).toContain(VALUE)

  const givingUp = keyboard()
  const given = secret(terminal, givingUp.stdin, 'set', 'codex', 'SECOND_KEY')
  givingUp.stdin.write('half a val\x03')
  expect(await given).toMatchObject({ exitCode: 130 })
  expect(readFileSync(path.join(terminal.home, 'secrets.json'), 'utf8')).not.toContain('SECOND_KEY')
})

test('what is in the key store says that a terminal cannot use it', async () => {
  const terminal = openTerminal(makeTempFolder())
  const keyStore = fakeKeyStore()
  folderSecrets({ home: terminal.home, environment: {} }, () => keyStore).set('claude', 'KEY', VALUE)
  expect((await secret(terminal, nothing(), 'list')).printed).toMatch(
    /^claude {2}KEY {2}in the system’s key store: only/,
  )
})

test('an agent that does not exist, a short value, a damaged file: refused, and nothing is written', async () => {
  const terminal = openTerminal(makeTempFolder())
  expect(await secret(terminal, Readable.from([VALUE]), 'set', 'cloud', 'KEY')).toMatchObject({
    exitCode: 2,
    printed: expect.stringMatching(/no agent "cloud".*Known agents: .*claude/s),
  })
  const short = await secret(terminal, Readable.from(['short']), 'set', 'claude', 'KEY')
  expect(short).toMatchObject({ exitCode: 2, printed: expect.stringContaining('5 characters; 8 are the least') })
  expect((await secret(terminal, nothing(), 'list')).printed).toContain('No secret is stored')
  await secret(terminal, Readable.from([VALUE]), 'set', 'claude', 'KEY')
  writeFileSync(path.join(terminal.home, 'secrets.json'), `{"${VALUE}`)
  const damaged = await secret(terminal, Readable.from([VALUE]), 'set', 'claude', 'KEY')
  expect(damaged).toMatchObject({ exitCode: 2, printed: expect.stringContaining('not JSON') })
  expect(damaged.printed).not.toContain('horse')
})

test.each([
  [[], /needs list, set or remove/],
  [['show'], /needs list, set or remove/],
  [['list', 'claude'], /takes nothing more/],
  [['set', 'claude'], /needs an agent and the name/],
  [['set', 'claude', '9KEY'], /no name of a variable/],
  [['set', 'claude', 'KEY', VALUE], /does not go on the command line/],
])('%j is refused without repeating a value', (words, message) => {
  const parsed = parseCommand(['secret', ...words])
  expect(parsed).toMatchObject({ ok: false, error: { message: expect.stringMatching(message) } })
  expect(JSON.stringify(parsed)).not.toContain('horse')
})
