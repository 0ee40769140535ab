import { expect, test } from 'vitest'
import { gatesHtml } from '../../electron/export/report/gates-html.ts'
import { hidePlaces } from '../../electron/export/report/hide-places.ts'
import { html } from '../../electron/export/report/html.ts'
import type { ReportAnswer } from '../../shared/answers.ts'
import { canonicalJson, canonicalText } from '../../shared/canonical-json.ts'
import type { ApprovalRecord, GateRecord } from '../../shared/domain.ts'
import { attempt, TASKS } from '../engine/prompts/history.ts'

test('whatever is put into markup is text', () => {
  const evil = `<a href="x" onclick='y'>&amp;`
  expect(html`<p title="${evil}">${[evil, 1, null, html`<br>`]}</p>`.markup).toBe(
    '<p title="&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;amp;">&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;amp;1<br></p>',
  )
  expect(html`${'a\u0000b\u202ec\u200bd'}`.markup).toBe('a␀b&lt;U+202E&gt;c&lt;U+200B&gt;d')
})

test.each([
  ['cd /home/ada/code && ls /home/ada', 'cd ~/code && ls ~'],
  ['/home/adam and /home/ada-b and /home/ada.b', '/home/adam and /home/ada-b and /home/ada.b'],
  ['see /home/ada.', 'see ~.'],
  ['"/home/ada/shop/x.ts:3"', '"<repository>/x.ts:3"'],
  ['C:\\Users\\Ada\\x, c:/users/ada/y, C:\\\\Users\\\\Ada\\\\z', '<win>\\x, <win>/y, <win>\\\\z'],
  ['/ and nothing', '/ and nothing'],
])('the places of this machine are taken out of %j', (text, told) => {
  const hide = hidePlaces([
    { folder: '/home/ada', name: '~' },
    { folder: '/home/ada/shop/', name: '<repository>' },
    { folder: 'C:\\Users\\Ada', name: '<win>' },
    { folder: '/', name: 'root' },
  ])
  expect(hide(text)).toBe(told)
})

test('canonical text is canonical JSON where that may be hashed, and takes doubles besides', () => {
  const value = { b: [1, 'ü', null], a: { '2': true, '10': '"' }, left: undefined }
  expect(canonicalText(value)).toBe(canonicalJson(value))
  expect(canonicalText({ ms: 1.5, e: 1e21 })).toBe('{"e":1e+21,"ms":1.5}')
  expect(() => canonicalText([undefined])).toThrow('JSON knows no undefined')
})

/** A question as it is recorded once a person has answered it. */
function decided(kind: GateRecord['kind'], verdict: ApprovalRecord['verdict'], decision: unknown) {
  const about = { runId: 'run-1', subjectHash: 'sha256:0' }
  const gate: GateRecord = {
    ...{ ...about, id: `gate-${kind}`, kind, taskId: null, attemptId: null, turnId: null },
    ...{ question: 'And?', subject: {}, state: 'decided', approvalId: kind, openedAt: '2026-01-01T00:00:00.000Z' },
  }
  const approval: ApprovalRecord = {
    ...{ id: kind, runId: 'run-1', source: 'human', verdict, rationale: '', createdAt: '2026-01-01T00:01:00.000Z' },
    payload: { gateId: gate.id, subjectHash: gate.subjectHash, kind, decision },
  }
  return { gate, approval }
}

test('each comment is told with the answer that stands; an answer that holds for identical requests says so', () => {
  const comments = [1, 2, 3].map((n) => ({ id: `c${n}`, path: 'a.ts', side: 'new', line: n, text: 'Why <b>?' }))
  const answered = [
    decided('final', 'changes_requested', { comments }),
    decided('permission', 'approved', { remember: true }),
  ]
  const says = (id: string, outcome: 'done' | 'declined', answer: string): { report: ReportAnswer } => ({
    report: { outcome: 'done', summary: '', comments: [{ id, outcome, answer }] },
  })
  const attempts = [
    attempt(2, 'task-2', {
      status: 'completed',
      createdAt: '2026-01-03',
      result: says('c1', 'done', 'Once, in /home/ada.'),
    }),
    attempt(1, 'task-1', { status: 'completed', createdAt: '2026-01-01', result: says('c1', 'done', 'Too early.') }),
    attempt(2, 'task-1', { status: 'completed', createdAt: '2026-01-02', result: says('c2', 'declined', 'It must.') }),
    attempt(3, 'task-1', { status: 'failed', createdAt: '2026-01-04', result: says('c1', 'done', 'Failed.') }),
    attempt(1, 'task-2', { status: 'completed', setAside: true, result: says('c3', 'done', 'Set aside.') }),
  ]
  const { markup } = gatesHtml({
    hide: hidePlaces([{ folder: '/home/ada', name: '~' }]),
    ...{ evidence: [], contents: { files: [] } },
    run: {
      gates: answered.map(({ gate }) => gate),
      approvals: answered.map(({ approval }) => approval),
      attempts,
      tasks: TASKS,
    },
  })
  const told = markup.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  expect(told).toContain(
    'c1 · a.ts:1 Why &lt;b&gt;? Implementation, task 2, attempt 2, answered (done) and says: Once, in ~. ' +
      'c2 · a.ts:2 Why &lt;b&gt;? Implementation, task 1, attempt 2, answered (declined) and says: It must. ' +
      'c3 · a.ts:3 Why &lt;b&gt;? No task that was completed since has said anything about it.',
  )
  expect(told).toContain('The answer holds for identical requests of this run.')
})
