-- What is left to be told of what was deleted; empty where an older Berth has deleted it.
alter table feed_change add column remains clob;
