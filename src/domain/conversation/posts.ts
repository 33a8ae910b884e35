/** At which post a person stands in a conversation, by their role; who only audits or administers takes no part. */
import type { Role } from '../authority/roles';
import type { Post } from '../scripts/vocabulary';

const postOf: { readonly [R in Role]: Post | null } = {
  counter: 'teller',
  supervisor: 'manager',
  officer: 'officer',
  auditor: null,
  administrator: null,
};

export const postOfRole = (role: Role): Post | null => postOf[role];

/** The role whose people a promise of this post is for; null for posts that the directory does not know. */
export function roleOfPost(post: Post): Role | null {
  if (post === 'manager') return 'supervisor';
  return post === 'officer' ? 'officer' : null;
}
