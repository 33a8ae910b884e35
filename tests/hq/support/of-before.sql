-- What a headquarters held before its tables were cut by branch.
insert into branches values
  ('b-1', 'SH021', '小南门支行', 'bank', 'Bank', 'Shanghai', 3),
  ('b-2', 'BJ01', 'North', 'insurer', 'Insurer', 'Beijing', 2);
insert into devices values
  ('b-1', 'd-1', 'A', 'k1', 1, 5, -20, false),
  ('b-2', 'd-2', 'A', 'k2', 2, null, null, true),
  ('b-1', 'd-3', 'B', 'k3', 3, null, null, false);
insert into enrolment_codes values ('c1', 'new', null, 100, 50, 'd-1'), ('c2', 'join', 'b-2', 100, null, null);
insert into events values
  ('b-1', 1, 'd-1', 1, 'e1', 's1', 't', 1, '{"a": 1}', 'h1', true, 'sig', null, '{"text":"\u0000 陈"}', 'salt', 'accepted', null, 1),
  ('b-1', 2, 'd-1', 2, 'e2', 's1', 't', 1, '{"a": 2}', 'h2', true, 'sig', 'user', '{}', 'salt', 'accepted', null, 1),
  ('b-2', 1, 'd-2', 1, 'e3', 's2', 't', 1, '{"a": 3}', 'h3', true, 'sig', null, '{}', 'salt', 'accepted', null, 1),
  ('b-2', null, 'd-2', 2, 'e4', null, null, null, null, 'h4', false, null, null, null, null, 'rejected', 'push.badShape', 1);
insert into receipts values ('b-1', 'd-1', 2, 'h2', 9, 'sig');
insert into packs (hash, kind, pack_id, version, signed, published_at) values ('p', 'scripts', 'id', '1', '{}', 1);
