-- Numbers of changes are taken a block at a time: store.Versions.
alter sequence resource_version increment by 1000;

alter table app add column annotations clob default '{}' not null;
alter table app add column managers clob default '' not null;
alter table resource add column managers clob default '' not null;
