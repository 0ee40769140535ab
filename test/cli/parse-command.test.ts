import { describe, expect, test } from 'vitest'
import { noWish } from '../../electron/choose-agents.ts'
import { COMMANDS, type CommandSpec } from '../../electron/cli/commands.ts'
import { helpLines } from '../../electron/cli/help.ts'
import { textOf } from '../../electron/cli/line.ts'
import { parseCommand } from '../../electron/cli/parse-command.ts'

const HASH = `sha256:${'0123456789abcdef'.repeat(4)}`
const RUN = ['run', '--repo', '.', '--goal', 'Do it']

describe('understood', () => {
  test.each([
    [[], { name: 'help', topic: null }],
    [['--help'], { name: 'help', topic: null }],
    [['help', 'run'], { name: 'help', topic: 'run' }],
    [['run', '--repo', '--help'], { name: 'help', topic: 'run' }],
    [['--version'], { name: 'version' }],
    [['runs', '--json'], { name: 'runs', json: true }],
    [['show', '3f9c'], { name: 'show', run: '3f9c', json: false }],
    [['resume', '3F9C2a10', '--json'], { name: 'resume', run: '3F9C2a10', json: true }],
    [['cancel', '3f9c2a10'], { name: 'control', action: 'cancel', run: '3f9c2a10' }],
    [['doctor'], { name: 'doctor', try: null, json: false }],
    [['doctor', '--try', 'codex', '--json'], { name: 'doctor', try: 'codex', json: true }],
    [
      ['steer', '3f9c', 'checker', '--message', 'Look at the log', '--interrupt'],
      {
        name: 'steer',
        run: '3f9c',
        role: 'checker',
        message: { from: 'text', text: 'Look at the log' },
        interrupt: true,
      },
    ],
    [
      ['steer', '3f9c', 'strategy', '--message=@note.md'],
      { name: 'steer', run: '3f9c', role: 'strategy', message: { from: 'file', path: 'note.md' }, interrupt: false },
    ],
    [['serve'], { name: 'serve', port: 0, open: false }],
    [['serve', '--open', '--port=4417'], { name: 'serve', port: 4417, open: true }],
  ])('%j', (words, command) => {
    expect(parseCommand(words)).toEqual({ ok: true, value: command })
  })

  test('run with nothing but the necessary', () => {
    expect(parseCommand(RUN)).toEqual({
      ok: true,
      value: {
        name: 'run',
        repo: '.',
        goal: { from: 'text', text: 'Do it' },
        base: null,
        agents: noWish(),
        policy: null,
        deliver: null,
        setup: null,
        limits: {},
        sandbox: null,
        attach: [],
        trustAgentFiles: false,
        json: false,
      },
    })
  })

  test.each([
    [
      ['--agent', 'codex', '--agent', 'checker=gemini'],
      { agents: { ...noWish(), agent: { all: 'codex', roles: { checker: 'gemini' } } } },
    ],
    [['--sandbox', 'require'], { sandbox: 'require' }],
    [
      ['--model', 'big', '--model', 'checker=small', '--mode=plan', '--effort', 'implementation=high'],
      {
        agents: {
          agent: { all: null, roles: {} },
          model: { all: 'big', roles: { checker: 'small' } },
          mode: { all: 'plan', roles: {} },
          effort: { all: null, roles: { implementation: 'high' } },
        },
      },
    ],
    [['--limit', 'turns=40', '--limit', 'tokens=none'], { limits: { turns: 40, tokens: null } }],
    [['--limit', 'verificationMinutes=0.5'], { limits: { verificationMinutes: 0.5 } }],
    [['--deliver', 'ff:feature/x'], { deliver: { kind: 'ff', branch: 'feature/x' } }],
    [['--deliver=patch'], { deliver: { kind: 'patch' } }],
    [['--setup', 'npm ci', '--setup', 'make'], { setup: ['npm ci', 'make'] }],
    [['--setup', 'none'], { setup: [] }],
    [['--policy', 'every_task', '--base', 'v1.0', '--json'], { policy: 'every_task', base: 'v1.0', json: true }],
  ])('run %j', (words, part) => {
    expect(parseCommand([...RUN, ...words])).toMatchObject({ ok: true, value: part })
  })

  test.each([
    ['@goal.md', { from: 'file', path: 'goal.md' }],
    ['@-', { from: 'stdin' }],
    ['say "hi" {x}\n🙂 @home', { from: 'text', text: 'say "hi" {x}\n🙂 @home' }],
  ])('goal %j', (goal, source) => {
    expect(parseCommand(['run', '--repo', '.', '--goal', goal])).toMatchObject({ value: { goal: source } })
  })

  test('a value that begins with a dash is given with =', () => {
    expect(parseCommand(['run', '--repo', '.', '--goal=--json is missing'])).toMatchObject({
      value: { goal: { text: '--json is missing' }, json: false },
    })
  })

  test('request-changes with everything', () => {
    expect(parseCommand(['request-changes', '81b2', '--hash', HASH, '--message', 'Smaller'])).toEqual({
      ok: true,
      value: {
        name: 'decide',
        verdict: 'changes_requested',
        gate: '81b2',
        hash: HASH,
        message: 'Smaller',
        deliver: null,
        limit: null,
        remember: false,
      },
    })
  })

  test.each(['approve', 'reject'])('%s --remember', (word) => {
    expect(parseCommand([word, '81b2', '--hash', HASH, '--remember'])).toMatchObject({ value: { remember: true } })
  })
})

describe('refused: what, and what to do next', () => {
  test.each([
    [['rnu'], 'no command "rnu"', 'Did you mean: triptych run?'],
    [['aprove'], 'no command "aprove"', 'Did you mean: triptych approve?'],
    [['frobnicate'], 'no command "frobnicate"', 'triptych help'],
    [['--verbose'], 'no option "--verbose"', 'triptych help'],
    [['export', '3f9c', 'out'], 'does not know what to do with "out"', 'triptych help export'],
    [['export'], 'export needs <run>', 'triptych runs'],
    [['verify'], 'verify needs <folder>', 'triptych export'],
    [['verify', 'out', '--hash', 'abc'], '"abc" is no hash', 'triptych export'],
    [['run', '--goal', 'x'], 'needs --repo', '--repo .'],
    [['run', '--repo', '.'], 'needs --goal', '--goal "'],
    [[...RUN, '--gaol', 'x'], 'no option --gaol', 'Did you mean --goal?'],
    [[...RUN, 'stray'], 'does not know what to do with "stray"', 'quotes'],
    [[...RUN, '--base'], '--base needs a value', '<ref>'],
    [[...RUN, '--json=yes'], '--json takes no value', '--json alone'],
    [[...RUN, '--repo', 'b'], '--repo is given twice', 'once'],
    [['run', '--goal', '--json', '--repo', '.'], 'looks like another option', '--goal=--json'],
    [[...RUN, '--policy', 'suprvised'], 'no policy "suprvised"', 'Did you mean supervised?'],
    [[...RUN, '--agent', 'cheker=codex'], 'no role "cheker"', 'Did you mean checker?'],
    [[...RUN, '--agent', 'a', '--agent', 'b'], 'two agents for all roles', 'checker=<id>'],
    [[...RUN, '--model', 'checker=a', '--model', 'checker=b'], '--model names the checker model twice', 'once'],
    [[...RUN, '--effort', 'low', '--effort', 'high'], 'two efforts for all roles', '--effort checker='],
    [[...RUN, '--agent', 'checker='], '--agent checker= is not understood', '<role>=<id>'],
    [[...RUN, '--deliver', 'ff:'], '--deliver ff: is not understood', 'ff:<branch>'],
    [[...RUN, '--limit', 'turn=3'], '--limit turn=3', 'Did you mean --limit turns=<n>?'],
    [[...RUN, '--limit', 'turns=many'], '--limit turns=many is not possible', 'number'],
    [[...RUN, '--limit', 'turns=-1'], '--limit turns=-1 is not possible', 'plain digits'],
    [[...RUN, '--limit', 'replans=none'], '--limit replans=none is not possible', 'number'],
    [[...RUN, '--limit', 'turns=0'], '--limit turns=0 is not possible', 'number'],
    [[...RUN, '--setup', 'none', '--setup', 'make'], 'contradicts', 'Leave one'],
    [['show'], 'needs <run>', 'triptych runs'],
    [['steer', 'zz', 'checker', '--message', 'x'], '"zz" is no id', 'triptych runs'],
    [['steer', '3f9c', '--message', 'x'], 'needs a role', 'strategy, implementation, checker'],
    [['steer', '3f9c', 'chekcer', '--message', 'x'], 'no role "chekcer"', 'Did you mean checker?'],
    [['steer', '3f9c', 'checker', 'now', '--message', 'x'], 'what to do with "now"', 'quotes'],
    [['steer', '3f9c', 'checker'], 'needs --message', 'what the agent is to know'],
    [['show', '3f'], '"3f" is no id', 'triptych runs'],
    [['show', '%%%%'], '"%%%%" is no id', 'triptych runs'],
    [['show', '3f9c', '4a10'], 'does not know what to do with "4a10"', 'triptych help show'],
    [['approve', '81b2'], 'needs --hash', 'triptych show <run>'],
    [['approve', '81b2', '--hash', 'abc'], '"abc" is no hash', 'triptych show <run>'],
    [['request-changes', '81b2', '--hash', HASH], 'needs --message', 'agents'],
    [['reject', '81b2', '--hash', HASH, '--deliver', 'patch'], 'no option --deliver', 'triptych help reject'],
    [['approve', '81b2', '--hash', HASH, '--limit', '0'], '--limit 0', '--limit <n>'],
    [['serve', '--port', '70000'], '--port 70000 is no port', '65535'],
    [['serve', '--port=-1'], '--port -1 is no port', 'leave it out'],
    [['serve', '--port', 'http'], '--port http is no port', '--port <n>'],
    [['serve', '.'], 'does not know what to do with "."', 'triptych help serve'],
  ])('%j', (words, message, remedy) => {
    const parsed = parseCommand(words)
    if (parsed.ok) throw new Error(`understood as ${JSON.stringify(parsed.value)}`)
    expect(parsed.error.message).toContain(message)
    expect(parsed.error.remedy).toContain(remedy)
  })
})

test('help names every command, and every option of each', () => {
  const overview = helpLines(null).map(textOf).join('\n')
  for (const [name, spec] of Object.entries<CommandSpec>(COMMANDS)) {
    expect(overview).toMatch(new RegExp(`^  ${name}\\b`, 'm'))
    const page = helpLines(parseTopic(name)).map(textOf).join('\n')
    for (const option of Object.keys(spec.options)) expect(page).toContain(`--${option}`)
    expect(page).toContain('Examples')
  }
})

test('the examples of help are command lines that are understood', () => {
  for (const { examples } of Object.values<CommandSpec>(COMMANDS)) {
    for (const example of examples) {
      const words = [...example.replace('sha256:…', HASH).matchAll(/"([^"]*)"|(\S+)/g)].map(
        ([, quoted, bare]) => quoted ?? bare ?? '',
      )
      expect(parseCommand(words.slice(1)), example).toMatchObject({ ok: true })
    }
  }
})

function parseTopic(name: string) {
  const parsed = parseCommand(['help', name])
  if (!parsed.ok || parsed.value.name !== 'help') throw new Error(`no help for ${name}`)
  return parsed.value.topic
}
