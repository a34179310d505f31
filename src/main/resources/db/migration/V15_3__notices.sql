-- What each target of notices was told, what waits, and what is on its way to it.
create table notice (
  target  varchar(63) primary key,
  content clob not null
);
