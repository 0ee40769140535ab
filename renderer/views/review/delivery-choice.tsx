import type { ReactElement } from 'react'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/field.tsx'
import * as TEXT from '../../words/texts/review.ts'
import { deliveryKey, deliveryTitle } from './review-words.ts'
import type { DeliveryState } from './use-delivery.ts'

/** Where the result goes: each way with its exact effect, or why it cannot be chosen now. */
export function DeliveryChoice({
  delivery: { options, chosen, choose },
  onLookAgain,
}: {
  delivery: DeliveryState
  onLookAgain: () => void
}): ReactElement {
  if (options.length === 0) return <p className="text-12 text-ink-2">{TEXT.thereIsNothingToDeliver}</p>
  return (
    <>
      <Choice
        legend={TEXT.delivery}
        legendHidden
        value={chosen === null ? '' : deliveryKey(chosen.delivery)}
        onChange={(key) => {
          const option = options.find(({ delivery }) => deliveryKey(delivery) === key)
          if (option) choose(option)
        }}
        options={options.map(({ delivery, effect, problem }) => ({
          value: deliveryKey(delivery),
          title: deliveryTitle(delivery),
          text: effect,
          problem,
        }))}
      />
      {options.some(({ problem }) => problem !== null) && (
        <div className="mt-1 -ml-2.5">
          <Button look="quiet" onClick={onLookAgain}>
            {TEXT.lookAtBranchesAgain}
          </Button>
        </div>
      )}
      <p className="mt-1 text-12 text-ink-3">{TEXT.boundToThisBaseTreeAndEvidence}</p>
    </>
  )
}
