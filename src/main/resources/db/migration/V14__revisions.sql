-- Texts that several revisions have in common are kept once.
create table revision_text (
  digest  varchar(64) primary key,
  content clob not null
);

alter table revision add column declared_text varchar(64);
alter table revision add column resolved_text varchar(64);
alter table revision alter column declared drop not null;
alter table revision alter column resolved drop not null;
create index revision_declared_text on revision (declared_text);
create index revision_resolved_text on revision (resolved_text);
