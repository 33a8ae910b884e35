import { PGlite } from '@electric-sql/pglite';
let t=Date.now(); const l=(s)=>{console.log(s,Date.now()-t);t=Date.now()};
const p = await PGlite.create('memory://'); l('open');
for (const n of [64]) {
 await p.exec(`create table b(branch_id text primary key, x int) partition by hash(branch_id);
 create table e(branch_id text, d text, s int, position int, ev text, st text, primary key (branch_id,d,s), unique(branch_id,position)) partition by hash(branch_id);
 create index on e(branch_id,ev); create index on e(branch_id, st);
 create table d(branch_id text, id text, tag text, primary key(branch_id,id), unique(branch_id,tag), foreign key (branch_id) references b) partition by hash(branch_id);
 create table r(branch_id text, id text, tag text, primary key(branch_id,id)) partition by hash(branch_id);
 create table nn(branch_id text, id text, tag text, primary key(branch_id,id)) partition by hash(branch_id);`); l('parents');
 await p.exec(`do $$ declare t text; begin foreach t in array array['b','e','d','r','nn'] loop for i in 0..${n-1} loop execute format('create table %I partition of %I for values with (modulus ${n}, remainder %s)', t||'_'||i, t, i); end loop; end loop; end $$`); l('parts');
 await p.exec(`alter table e add foreign key (branch_id,d) references d(branch_id,id)`); l('fk');
 await p.exec('truncate e,d,b,r,nn'); l('trunc');
 await p.exec('truncate e,d,b,r,nn'); l('trunc');
 await p.exec('delete from e; delete from d; delete from b; delete from r; delete from nn'); l('delete');
 await p.query('select * from e where branch_id=$1',['x']); l('q');
 await p.query('select * from e where branch_id=$1',['y']); l('q');
 await p.query('insert into b values ($1,1)',['y']); l('q');
 await p.query('insert into d values ($1,$1,$1)',['y']); l('q');
 await p.query('insert into e values ($1,$1,1,1,$1,$1)',['y']); l('q');
 const f=await p.dumpDataDir('none'); l('dump '+f.size);
 const q=await PGlite.create({loadDataDir:f}); l('load');
}
