import { type ReactElement, type ReactNode, useMemo, useRef } from 'react'
import type { Client } from '../../../shared/contract.ts'
import { AppDataProvider, useAppData } from '../../data/app-data.tsx'

/** Tells which gates were answered from inside of it, once each answer is recorded: so that an answer of others stays in sight, and the own one needs not. */
export function OwnDecisions({
  onTaken,
  children,
}: {
  onTaken: (gateId: string) => void
  children: ReactNode
}): ReactElement {
  const data = useAppData()
  const told = useRef(onTaken)
  told.current = onTaken
  const watched = useMemo(() => {
    const call: Client['call'] = async (method, input) => {
      const reply = await data.client.call(method, input)
      if (method === 'gates.decide' && reply.ok && 'gateId' in input && typeof input.gateId === 'string')
        told.current(input.gateId)
      return reply
    }
    return { ...data, client: { ...data.client, call } }
  }, [data])
  return <AppDataProvider value={watched}>{children}</AppDataProvider>
}
