-- What the Berth that leads remembers of an app for the one that leads next; empty where there is only one.
create table app_runtime (
  app     varchar(63) primary key,
  content clob not null
);

-- Writes of late, in the order in which they were made: whoever watches goes on where the Berth that led has ended.
create table feed_change (
  number bigint primary key,
  what   varchar(15) not null,
  kind   varchar(63) not null,
  name   varchar(255) not null,
  labels clob
);
