import { type ReactElement, useEffect, useState } from 'react'
import { canBeRemembered, type PermissionRequest, permissionRequest } from '../../../shared/permission-request.ts'
import type { GateView, RunView } from '../../../shared/views.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/field.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { Loading } from '../../ui/notice.tsx'
import { Section } from '../../ui/panel.tsx'
import { Tag } from '../../ui/status.tsx'
import { showHidden } from '../../viewers/text.ts'
import { ROLE_NAMES } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/gates.ts'
import { useAgentNames } from '../run/use-agent-names.ts'
import { DecisionPanel } from './decision-panel.tsx'
import type { GateBodyProps } from './gate-panel.tsx'
import { RawJson, RawText } from './raw-json.tsx'
import { unreadReason } from './readiness.ts'
import { useAnswerKeys } from './use-answer-keys.ts'

/** A key pressed for something else must not allow a request that has only just appeared. */
const INERT_MS = 500

/** True until what is asked has been in sight for a moment. */
function useInert(isInSight: boolean): boolean {
  const [isInert, setIsInert] = useState(true)
  useEffect(() => {
    if (!isInSight) return
    const timer = setTimeout(() => setIsInert(false), INERT_MS)
    return () => clearTimeout(timer)
  }, [isInSight])
  return isInert
}

const ONCE = TEXT.onlyThisRequest
const REMEMBERED = TEXT.thisRequestAndEveryOneOfThisRun

/** An agent asks to do one thing: allowed once, or refused. */
export function PermissionGate({ run, decision, next, id }: GateBodyProps): ReactElement {
  const { view, can, decide } = decision
  const [remember, setRemember] = useState(false)
  const payload = remember ? { remember } : undefined
  const isInert = useInert(view !== null)
  const isReady = can('approved') && !isInert
  const allow = (): void => void decide('approved', payload)
  const reject = (): void => void decide('rejected', payload)
  useAnswerKeys(COMMON.decision, [
    { keys: 'a', label: remember ? TEXT.allowInThisRunLower : TEXT.allowOnceLower, isPossible: isReady, run: allow },
    { keys: 'r', label: remember ? TEXT.rejectInThisRunLower : TEXT.reject, isPossible: isReady, run: reject },
  ])
  const dock = (
    <>
      {canBeRemembered(decision.gate?.subject) && (
        <Checkbox label={TEXT.answerIdenticalRequestsOfThisRun} checked={remember} onChange={setRemember} />
      )}
      <div className="mt-1 flex items-center gap-2">
        <Button look="deciding" big keys="a" className="grow" disabled={!isReady} onClick={allow}>
          {remember ? TEXT.allowInThisRun : TEXT.allowOnce}
        </Button>
        <Button big keys="r" className="grow" disabled={!isReady} onClick={reject}>
          {remember ? TEXT.rejectInThisRun : COMMON.reject}
        </Button>
      </div>
      <p className="mt-1 text-12 text-ink-2">{unreadReason(decision) ?? (remember ? REMEMBERED : ONCE)}</p>
    </>
  )
  return (
    <DecisionPanel decision={decision} dock={dock} next={next} id={id}>
      {view ? (
        <AskedRequest run={run} view={view} isOpen={decision.outcome === null} />
      ) : (
        decision.readError === null && <Loading what={TEXT.theRequest} />
      )}
    </DecisionPanel>
  )
}

/** What is asked, and by whom. Requests can be long, so only the gate's own view has them, not the run's. */
function AskedRequest(props: { run: RunView; view: GateView; isOpen: boolean }): ReactElement {
  const request = permissionRequest(props.view.gate.subject)
  return (
    <>
      <Section title={request.isRecognised ? TEXT.allowOnceQuestion : COMMON.requestThisVersionCantRead}>
        <RequestFacts request={request} />
      </Section>
      <WhoAsks {...props} />
      <Section title={TEXT.exactRequest}>
        <RawJson value={request.raw} label={TEXT.requestAsAgentSentIt} />
      </Section>
    </>
  )
}

function WhoAsks({ run, view, isOpen }: { run: RunView; view: GateView; isOpen: boolean }): ReactElement {
  const { name: names } = useAgentNames(run.run.config)
  const { turn, gate } = view
  const task = run.tasks.find(({ id }) => id === turn?.taskId)
  const attempt = run.attempts.find(({ id }) => id === turn?.attemptId)
  return (
    <Section title={TEXT.whoAsks}>
      {turn ? (
        <p className="flex items-center gap-2">
          <RoleMark role={turn.role} />
          <span>
            {ROLE_NAMES[turn.role]}
            <span className="text-ink-3">, {names[turn.role]}</span>
          </span>
        </p>
      ) : (
        <p className="wrap-anywhere" dir="auto">
          {gate.question}
        </p>
      )}
      {task && (
        <p className="mt-1 text-12 text-ink-2" dir="auto">
          {TEXT.forTask(task.title, attempt ? COMMON.attemptAfterTask(attempt.attemptNumber) : '')}
        </p>
      )}
      {turn && isOpen && <p className="mt-1 text-12 text-ink-3">{TEXT.agentsTurnWaitsUntilYouAnswer}</p>}
    </Section>
  )
}

function RequestFacts({ request }: { request: PermissionRequest }): ReactElement {
  const { command, folder, title, toolKind, paths, addresses, isRecognised } = request
  if (!isRecognised) return <p className="text-ink-2">{TEXT.itIsShownBelowAsAgent}</p>
  return (
    <div className="flex flex-col gap-2">
      {command !== null && <RawText text={command} label={COMMON.command} />}
      {folder !== null && (
        <p className="text-12 text-ink-2">
          {TEXT.inFolder} <code className="wrap-anywhere">{showHidden(folder)}</code>
        </p>
      )}
      {addresses.map((address) => (
        <RawText key={address} text={address} label={TEXT.address} />
      ))}
      {paths.length > 0 && (
        <ul aria-label={COMMON.paths} className="flex flex-col gap-0.5">
          {paths.map((path) => (
            <li key={path}>
              <code className="wrap-anywhere">{showHidden(path)}</code>
            </li>
          ))}
        </ul>
      )}
      <p className="flex min-w-0 items-center gap-2 text-12 text-ink-2">
        {toolKind !== null && <Tag title={TEXT.kindOfToolAsAgentCallsIt}>{toolKind}</Tag>}
        {title !== null && title !== command && (
          <span className="truncate" title={title} dir="auto">
            “{showHidden(title)}”
          </span>
        )}
      </p>
    </div>
  )
}
