import { useState } from 'react'
import type { DeliveryOption } from '../../../shared/views.ts'
import { deliveryKey, firstDelivery } from './review-words.ts'

export interface DeliveryState {
  options: readonly DeliveryOption[]
  /** What the person chose while it is still offered, else the first that can be chosen; null: nothing is offered. */
  chosen: DeliveryOption | null
  choose(option: DeliveryOption): void
}

/** Where the result goes. */
export function useDelivery(options: readonly DeliveryOption[]): DeliveryState {
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  return {
    options,
    chosen: options.find(({ delivery }) => deliveryKey(delivery) === chosenKey) ?? firstDelivery(options),
    choose: ({ delivery }) => setChosenKey(deliveryKey(delivery)),
  }
}
