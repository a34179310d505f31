-- What the Berth that leads remembers of an app for the one that leads next; empty where there is only one.
create table app_runtime (
  app     varchar(63) primary key,
  content clob not null
);
