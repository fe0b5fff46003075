import type { CommandName } from '@room-callbacks/core'
import type { SampleProduct } from '@room-callbacks/testing'

export function bodyOf(command: CommandName, product?: SampleProduct): string
