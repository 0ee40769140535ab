/** The IPC channels of docs/contracts.md, section 9. Apart from the contract, so that the preload stays without zod. */
export const RPC_CHANNEL = 'triptych:call'
export const TOPIC_CHANNEL = 'triptych:topic'
