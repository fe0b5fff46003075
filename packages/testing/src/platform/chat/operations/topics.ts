import { groupRefusal, refusalOf } from '../../events/read-verdict.ts'
import { SimulationError } from '../../simulation-error.ts'
import type { ChatBackend } from '../chat-backend.ts'
import type { ChatOperations } from '../chat-operations.ts'
import { type Group, type Topic, viewOfGroup } from '../chat-state.ts'

/** Topics of communities: 49463 to 49466. Their packets have no `EventTime`. */
export function topics(
  backend: ChatBackend,
): Pick<ChatOperations, 'createTopic' | 'updateTopicInfo' | 'destroyTopics'> {
  return {
    async createTopic(GroupId, Name, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, Owner_Account } = group
      if (Type !== 'Community') throw new SimulationError('wrong-group-type', `${GroupId} is no Community.`)
      const Operator_Account = actor.Operator_Account ?? Owner_Account
      const asked = { Operator_Account, Type, Name }
      const before = { CallbackCommand: 'Group.CallbackBeforeCreateTopic' as const, ...asked }
      const { answer } = await backend.tellGroup(group, before, Operator_Account, actor)
      backend.requireOpen(group)
      const refusal = refusalOf(answer, groupRefusal)
      if (refusal) return refusal
      const TopicId = `${GroupId}@TOPIC#_${backend.chance.hex(8)}`
      group.topics.set(TopicId, { Name })
      const packet = {
        CallbackCommand: 'Group.CallbackAfterCreateTopic' as const,
        ...{ GroupId, TopicId, Operator_Account, Owner_Account, Type, Name },
      }
      void backend.tellGroup(group, packet, Operator_Account, actor)
      return { status: 'created', TopicId }
    },
    async updateTopicInfo(GroupId, TopicId, changes, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, Owner_Account } = group
      group.topics.set(TopicId, { ...requireTopic(group, TopicId), ...changes })
      const Operator_Account = actor.Operator_Account ?? Owner_Account
      // No edition has the id of the topic (49466).
      const packet = {
        CallbackCommand: 'Group.CallbackAfterTopicInfoChanged' as const,
        ...{ GroupId, Type, Operator_Account },
        ...changes,
      }
      void backend.tellGroup(group, packet, Operator_Account, actor)
      return viewOfGroup(group)
    },
    async destroyTopics(GroupId, TopicIds, actor = {}) {
      const group = backend.group(GroupId)
      const { Type, Owner_Account } = group
      for (const TopicId of TopicIds) requireTopic(group, TopicId)
      for (const TopicId of TopicIds) group.topics.delete(TopicId)
      const packet = {
        CallbackCommand: 'Group.CallbackAfterTopicDestroyed' as const,
        ...{ GroupId, Type, TopicIdList: [...TopicIds] },
      }
      if (TopicIds.length > 0) void backend.tellGroup(group, packet, actor.Operator_Account ?? Owner_Account, actor)
      return viewOfGroup(group)
    },
  }
}

/** @throws `no-such-topic` */
export function requireTopic({ GroupId, topics }: Group, TopicId: string): Topic {
  const topic = topics.get(TopicId)
  if (!topic) throw new SimulationError('no-such-topic', `It is ${TopicId}, in ${GroupId}.`)
  return topic
}
