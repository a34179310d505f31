-- Events over all apps, in the order in which they were written or counted up. Those that were there already come before all others.
alter table event add column version bigint default 0 not null;
alter table event add column service varchar(63);
alter table event add column container varchar(255);
update event set version = id - 1 - (select max(id) from event);
create index event_version on event (version);
