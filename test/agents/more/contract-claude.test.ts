import { keepsContract } from '../contract.ts'
import { claude } from '../real-agents.ts'

keepsContract(claude)
