-- Browsers that have signed in: of the cookie and of the token it was had for, only hashes.
create table login_session (
  id         varchar(64) primary key,
  token      varchar(64) not null,
  expires_at timestamp(9) with time zone not null
);
