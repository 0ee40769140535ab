import { keepsContract } from '../contract.ts'
import { gemini } from '../real-agents.ts'

keepsContract(gemini)
