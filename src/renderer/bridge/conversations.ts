/** The operations of a conversation, typed. */
import type { conversationContract } from '../../shared/contract/conversation';
import type { Client } from '../../shared/contract/define';
import { api } from './client';

export const conversations = api as unknown as Client<typeof conversationContract>;
