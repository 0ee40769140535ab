import type { ReactElement } from 'react'
import { useCall } from '../../data/app-data.tsx'
import { navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { RoleMark } from '../../ui/mark.tsx'
import { MachineChecks } from '../agents/machine-checks.tsx'

const PARTS = [
  {
    role: 'strategy',
    name: 'Strategy plans',
    text: 'It turns your goal into tasks: what must be true, how it is verified, which paths may change. You approve the plan.',
  },
  {
    role: 'implementation',
    name: 'Implementation works',
    text: 'In a folder of its own, never in your checkout. What it writes outside the allowed paths is refused.',
  },
  {
    role: 'checker',
    name: 'Checker judges',
    text: 'After Triptych itself has run the verification. Every criterion cites the evidence it rests on.',
  },
] as const

/** A first visit: what this is, what is missing on this machine, and where to begin. */
export function FirstRun(): ReactElement {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-4xl px-8 py-10">
        <h2 className="text-26 font-strong">No runs yet</h2>
        <p className="mt-1 text-15 text-ink-2">
          A run is one goal on one git repository. It ends on a branch; nothing of yours moves until you say so.
        </p>
        <div className="mt-6 grid grid-cols-3 divide-x divide-line-strong border border-line-strong bg-lit">
          {PARTS.map(({ role, name, text }) => (
            <section key={role} className="p-4">
              <h3 className="flex items-center gap-2 font-strong">
                <RoleMark role={role} />
                {name}
              </h3>
              <p className="mt-2 text-ink-2">{text}</p>
            </section>
          ))}
        </div>
        <div className="mt-6 flex items-center gap-3">
          <Button look="primary" big icon="folder" onClick={() => navigate({ name: 'new', repositoryId: null })}>
            Choose a repository
          </Button>
          <span className="text-12 text-ink-3">
            To see it work without an account: <code>npm run demo</code> makes a sample repository and a run on it.
          </span>
        </div>
        <Machine />
      </div>
    </div>
  )
}

function Machine(): ReactElement | null {
  const { value } = useCall('system.doctor', {})
  if (value === null) return null
  // Who has the data folder: this application, or the top bar says so.
  const checks = value.filter(({ id }) => id !== 'owner')
  return (
    <section className="mt-10">
      <h3 className="text-15 font-strong">This machine</h3>
      <MachineChecks checks={checks} />
    </section>
  )
}
