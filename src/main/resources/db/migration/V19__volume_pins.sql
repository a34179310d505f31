-- Which node of a Swarm has the data of a volume: the Swarm itself forgets it with the service.
create table volume_pin (
  place varchar(255) primary key,
  app   varchar(63) not null,
  node  varchar(63) not null
);
create index volume_pin_app on volume_pin (app);
